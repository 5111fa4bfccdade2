/// Lets placements happen one after another, and remembers whether the last one was finished.
actor PlacementTurns {
    /// Whether no placement can be unfinished; after a start of the service one can be.
    var isClean = false
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func setClean(_ isClean: Bool) { self.isClean = isClean }

    /// Runs the body alone; callers wait in the order of their calls.
    nonisolated func taking<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws -> Value {
        await take()
        do {
            let value = try await body()
            await giveBack()
            return value
        } catch {
            await giveBack()
            throw error
        }
    }

    private func take() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack() {
        if waiting.isEmpty {
            isTaken = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}
