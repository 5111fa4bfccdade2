package import PipelineAPI

/// Serializes changes of definitions.
///
/// The conditions of a change (a repo exists, a name is free, nothing reads what is deleted) must still
/// hold when it is stored. One process uses a store, so one lock is enough. Slow checks, such as
/// describing SQL, are made before the lock is taken, and only the last check inside.
package actor ChangeLock {
    private var isHeld = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package init() {}

    /// Runs the body with the lock held; callers wait in the order of their calls.
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

    /// Runs the body with the lock held, then the notification, also where the body throws: a change whose
    /// answer was lost may be stored.
    package nonisolated func holding<Value: Sendable>(
        thenNotifying notify: () async -> Void,
        _ body: () async throws(APIError) -> Value
    ) async throws(APIError) -> Value {
        do throws(APIError) {
            let value = try await holding(body)
            await notify()
            return value
        } catch {
            await notify()
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
