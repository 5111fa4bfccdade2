package import PipelineAPI

/// Lets one change of definitions happen at a time.
///
/// What a change is checked against (that a repo is there, that a name is free, that nothing reads what
/// is deleted) must still hold when it is kept. There is one process on a store, so one lock is enough.
/// What takes long, such as describing SQL, is done before and only the last look inside.
package actor ChangeLock {
    private var isHeld = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package init() {}

    /// Runs the body while nobody else holds the lock; in the order of asking.
    package nonisolated func holding<Value: Sendable>(
        _ body: () async throws(APIError) -> Value
    ) async throws(APIError) -> Value {
        await take()
        do throws(APIError) {
            let value = try await body()
            await release()
            return value
        } catch {
            await release()
            throw error
        }
    }

    private func take() async {
        guard isHeld else {
            isHeld = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func release() {
        if waiting.isEmpty {
            isHeld = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}
