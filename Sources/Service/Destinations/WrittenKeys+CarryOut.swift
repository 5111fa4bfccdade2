import PipelineEngine

extension WrittenKeys {
    /// Stores a placement, applies it and makes it complete; takes it back where one of these fails.
    ///
    /// Where the store cannot even say whether it is complete, it is left for the next turn. What takes it back goes on in
    /// a task that is cancelled.
    func carryOut(
        _ placement: Placement,
        applying apply: () async throws -> Void,
        takingBack takeBack: @escaping @Sendable () async -> Void
    ) async throws {
        do {
            try await begin(placement)
            try await apply()
        } catch {
            // A store may fail after it has committed, so that also a placement that had not begun is
            // taken back.
            await Task { await takeBack() }.value
            throw error
        }
        do {
            try await complete(placement)
        } catch {
            guard let open = try? await unfinishedPlacements() else { throw error }
            guard open.contains(where: { $0.id == placement.id }) else { return }
            await Task { await takeBack() }.value
            throw error
        }
    }
}
