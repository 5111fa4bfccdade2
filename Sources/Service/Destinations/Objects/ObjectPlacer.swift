import FoundationEssentials
import ObjectStore
import PipelineAPI
import PipelineEngine

/// Carries out placements in an object store, each whole or not at all, one at a time.
///
/// A store has no rename, but each put is atomic. **Invariants:** the new objects, and copies of those that are replaced
/// or removed, are in the placement's own directory on this machine before it is stored; it is stored before the
/// first request that changes anything, and forgotten after the last, together with the new owners of the keys. One
/// that is still stored has not happened: it is taken back, after an error at once, after a crash at the next start
/// or before the next placement in the same store.
struct ObjectPlacer: Sendable {
    /// The data directory.
    let root: String
    let keys: any WrittenKeys
    let store: @Sendable () -> ObjectStore?
    private let files = DiskFiles()
    private let turns = PlacementTurns()

    init(root: String, keys: any WrittenKeys, store: @escaping @Sendable () -> ObjectStore?) {
        self.root = root
        self.keys = keys
        self.store = store
    }

    /// Returns the place of a bucket in the store; `nil` where none is named, and files of this machine stand in.
    func place(of bucket: String) -> String? {
        store().map { ObjectPlace(host: $0.address.host).place(of: bucket) }
    }

    /// Throws where the objects cannot be placed; places nothing.
    func check(_ request: PlacementRequest) async throws {
        try await working { work in
            _ = try await plan(request, work)
        }
    }

    func place(_ request: PlacementRequest) async throws {
        try await working { work in
            guard let plan = try await plan(request, work) else { return }
            let placement = plan.placement(
                for: request,
                idPrefix: FilePlacement.fileName(work.store.address.host) + "-"
            )
            guard !placement.isEmpty else { return }
            let steps = work.steps(of: placement)
            do {
                try await steps.prepare(plan.items.map(\.content))
            } catch {
                steps.removeDirectory()
                throw error
            }
            try await keys.carryOut(placement) {
                try await steps.apply()
            } takingBack: {
                await tryToTakeBack(placement, by: steps)
            }
            steps.removeDirectory()
        }
    }

    /// Takes back what an earlier process of the service left unfinished in the store.
    func recover() async throws {
        guard store() != nil else { return }
        try await working { _ in }
    }

    /// What a turn works with.
    private struct Work {
        let root: String
        let store: ObjectStore
        let files: DiskFiles

        var place: ObjectPlace { ObjectPlace(host: store.address.host) }
        var parent: String { root + "/object-placements" }
        /// Where contents are fetched to that the plan needs.
        var fetched: String { parent + "/fetched" }

        func steps(of placement: Placement) -> ObjectSteps {
            ObjectSteps(
                placement: placement,
                place: place,
                directory: parent + "/" + placement.id,
                store: store,
                files: files
            )
        }
    }

    private func working(_ body: (Work) async throws -> Void) async throws {
        guard let store = store() else {
            throw DeliveryFailure("stores.yaml names no object store any more: name it there again")
        }
        let work = Work(root: root, store: store, files: files)
        try await turns.taking {
            try await takeBackUnfinished(work)
            defer { try? files.removeFolder(work.fetched) }
            try await body(work)
        }
    }

    private func plan(_ request: PlacementRequest, _ work: Work) async throws -> PlacementPlan? {
        let owned = try await keys.writtenKeys(request.question)
        let bucket = String(request.place.split(separator: "/").last ?? "")
        var sizes: [String: Int] = [:]
        for object in try await work.store.objects(in: bucket, prefix: request.target) {
            sizes[PlacementRequest.path(request.place, object.key)] = object.bytes
        }
        var fetched: [String: String] = [:]
        try files.makeFolder(work.fetched)
        for (number, key) in owned.enumerated()
        where !key.pieces.isEmpty && (key.holds(request.run) || key.key == request.targetPath) {
            let path = "\(work.fetched)/\(number)"
            guard let (bucket, object) = work.place.parts(of: key.key),
                try await work.store.getIfThere(object, in: bucket, to: path)
            else { continue }
            fetched[key.key] = path
        }
        let view = ObjectView(root: root, sizes: sizes, fetched: fetched, disk: files)
        return try PlacementPlan.make(for: request, owned: owned, root: root, view)
    }

    /// Where it fails, the next turn tries again.
    private func tryToTakeBack(_ placement: Placement, by steps: ObjectSteps) async {
        try? await takeBack(placement, by: steps)
    }

    private func takeBack(_ placement: Placement, by steps: ObjectSteps) async throws {
        try await steps.undo()
        try await keys.takeBack(placement)
        steps.removeDirectory()
    }

    /// Directories without a placement are of those that had not begun, or were complete; those of another store
    /// wait until it is named again.
    private func takeBackUnfinished(_ work: Work) async throws {
        var kept: Set<String> = []
        for placement in try await keys.unfinishedPlacements()
        where ObjectPlace.isPlace(of: placement) {
            if work.place.contains(placement) {
                try await takeBack(placement, by: work.steps(of: placement))
            } else {
                kept.insert(placement.id)
            }
        }
        for name in files.names(in: work.parent) where !kept.contains(name) {
            try files.removeFolder(work.parent + "/" + name)
        }
    }
}
