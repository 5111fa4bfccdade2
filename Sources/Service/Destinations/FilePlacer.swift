import PipelineEngine

/// Carries out placements, each whole or not at all, one at a time.
///
/// **Invariants:** a placement is stored before the first object moves, and forgotten after the last has,
/// together with the new owners of the keys. One that is still stored has not happened: it is taken back,
/// after an error at once, after a crash at the next start or before the next placement. Until it is
/// forgotten, the objects it took away are in its own directory.
struct FilePlacer: Sendable {
    /// The data directory.
    let root: String
    let keys: any WrittenKeys
    let files: any FileOperations
    private let turns = PlacementTurns()

    init(root: String, keys: any WrittenKeys, files: any FileOperations = DiskFiles()) {
        self.root = root
        self.keys = keys
        self.files = files
    }

    /// Throws where the objects cannot be placed; places nothing.
    func check(_ request: PlacementRequest) async throws {
        try await turns.taking {
            try await takeBackUnfinished()
            _ = try await plan(request)
        }
    }

    func place(_ request: PlacementRequest) async throws {
        try await turns.taking {
            try await takeBackUnfinished()
            guard let plan = try await plan(request) else { return }
            let placement = plan.placement(for: request)
            guard !placement.isEmpty else { return }
            await turns.setClean(false)
            let steps = steps(of: placement)
            try steps.prepare(plan.items.map(\.content))
            try await keys.carryOut(placement) {
                try steps.apply()
            } takingBack: {
                await tryToTakeBack(placement)
            }
            await turns.setClean((try? steps.end(removed: plan.removals)) != nil)
        }
    }

    /// Takes back what an earlier process of the service left unfinished.
    func recover() async throws {
        try await turns.taking { try await takeBackUnfinished() }
    }

    private func plan(_ request: PlacementRequest) async throws -> PlacementPlan? {
        let owned = try await keys.writtenKeys(request.question)
        return try PlacementPlan.make(for: request, owned: owned, root: root, files)
    }

    private func steps(of placement: Placement) -> PlacementSteps {
        PlacementSteps(
            placement: placement,
            root: root,
            directory: PlacementSteps.parent(in: root) + "/" + placement.id,
            files: files
        )
    }

    /// Where it fails, the next turn tries again.
    private func tryToTakeBack(_ placement: Placement) async {
        await turns.setClean((try? await takeBack(placement)) != nil)
    }

    private func takeBack(_ placement: Placement) async throws {
        let steps = steps(of: placement)
        try steps.undo()
        try await keys.takeBack(placement)
        try steps.removeDirectory()
    }

    /// Directories without a placement are of those that had not begun, or were complete.
    private func takeBackUnfinished() async throws {
        guard await !turns.isClean else { return }
        for placement in try await keys.unfinishedPlacements()
        where !ObjectPlace.isPlace(of: placement) && !HDFSPlace.isPlace(of: placement) {
            try await takeBack(placement)
        }
        let parent = PlacementSteps.parent(in: root)
        for name in files.names(in: parent) { try files.removeFolder(parent + "/" + name) }
        await turns.setClean(true)
    }
}
