import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// Carries out placements in HDFS, each whole or not at all, one at a time.
///
/// Spark has written the files into a directory of the placement's own, below `.pandora` in the home of the user on the
/// server; they are renamed from there. **Invariants:** the directory is noted on this machine before anything is in
/// it; a placement is stored before the first rename, and forgotten after the last, together with the new owners
/// of the keys. One that is still stored has not happened: it is taken back, after an error at once, after a crash at
/// the next start or before the next placement on the same server.
struct HDFSPlacer: Sendable {
    /// The data directory.
    let root: String
    let keys: any WrittenKeys
    /// The server that is named now; `nil` where files of the data directory stand in.
    let server: @Sendable () -> HDFSServer?
    /// What reaches it; `nil` where no engine does.
    let files: (any HDFSFiles)?
    /// Begins the names of this process's directories: those of others are of processes that have ended.
    private let launch = UUID().uuidString
    private let turns = PlacementTurns()

    init(
        root: String,
        keys: any WrittenKeys,
        server: @escaping @Sendable () -> HDFSServer?,
        files: (any HDFSFiles)?
    ) {
        self.root = root
        self.keys = keys
        self.server = server
        self.files = files
    }

    private var notes: String { root + "/hdfs-placements" }

    /// Returns the URL of a directory to write into; `nil` where no server is named.
    ///
    /// Throws where the engine does not reach it.
    func directory(
        by engine: any SQLEngine,
        job: String? = nil
    ) throws(DeliveryFailure) -> String? {
        guard let server = server() else { return nil }
        guard engine.hdfs != nil else {
            throw DeliveryFailure(server.refusal(of: engine.name, job: job))
        }
        let name = "\(launch)-\(UUID().uuidString)"
        let url = server.url(of: "user/\(server.user)/.pandora/\(name)")
        do {
            try FileManager.default.createDirectory(
                atPath: notes,
                withIntermediateDirectories: true
            )
            try Data(url.utf8).write(to: URL(filePath: notes + "/" + name))
        } catch {
            throw DeliveryFailure(
                "nothing can be written below '\(notes)': look for room on the disk, and who owns it"
            )
        }
        return url + "/files"
    }

    /// Removes a directory and its note; what cannot be removed now is before the next placement.
    ///
    /// One whose placement could not be taken back keeps what it has.
    func discard(_ directory: String) async {
        guard let server = server(), let path = server.path(of: directory).map(HDFSPlacer.own)
        else { return }
        let note = HDFSPlacer.note(of: path)
        // In a task that was cancelled, as at the end of the service, nothing is asked of the server.
        if !Task.isCancelled, let open = try? await keys.unfinishedPlacements(),
            !open.contains(where: { $0.id == path }),
            (try? await remove(path, note, on: server)) != nil
        {
            return
        }
        try? FileManager.default.moveItem(
            atPath: notes + "/" + note,
            toPath: notes + "/left-" + note
        )
    }

    /// Throws where the files cannot be placed; places nothing.
    func check(_ request: PlacementRequest) async throws {
        try await working(request.directory) { work in _ = try await plan(request, work) }
    }

    func place(_ request: PlacementRequest) async throws {
        try await working(request.directory) { work in
            guard let plan = try await plan(request, work) else { return }
            var planned = plan.placement(for: request)
            guard !planned.isEmpty, let source = work.server.path(of: request.directory) else {
                return
            }
            planned.id = HDFSPlacer.own(source)
            let placement = planned
            let steps = HDFSSteps(placement: placement)
            let written = plan.items.compactMap { item -> String? in
                if case .file(let url) = item.content { work.server.path(of: url) } else { nil }
            }
            try await work.change(steps.preparing(written))
            try await keys.carryOut(placement) {
                try await work.change(steps.applying)
            } takingBack: {
                try? await takeBack(placement, work)
            }
            try? await work.change(steps.ending(removed: plan.removals))
        }
    }

    /// Takes back what an earlier process of the service left unfinished on the server.
    func recover() async throws {
        guard let server = server() else { return }
        try await working(server.url) { _ in }
    }

    /// What a turn works with.
    private struct Work {
        let server: HDFSServer
        let files: any HDFSFiles

        func change(_ changes: [HDFSChange]) async throws(APIError) {
            guard !changes.isEmpty else { return }
            try await files.change(changes, on: server)
        }
    }

    private func working(_ url: String, _ body: (Work) async throws -> Void) async throws {
        guard let server = server(), url == server.url || server.path(of: url) != nil else {
            throw DeliveryFailure(
                "stores.yaml does not name the server of '\(url)' any more: name it there again, or rerun the run"
            )
        }
        guard let files else { throw DeliveryFailure(server.refusal(of: "this service", job: nil)) }
        let work = Work(server: server, files: files)
        try await turns.taking {
            try await takeBackUnfinished(work)
            try await body(work)
        }
    }

    private func plan(_ request: PlacementRequest, _ work: Work) async throws -> PlacementPlan? {
        let owned = try await keys.writtenKeys(request.question)
        let found = try await work.files.files(below: [request.target], on: work.server)
        let view = HDFSView(found, place: request.place, root: root)
        return try PlacementPlan.make(for: request, owned: owned, root: root, view)
    }

    private func takeBack(_ placement: Placement, _ work: Work) async throws {
        try await work.change(HDFSSteps(placement: placement).undoing)
        try await keys.takeBack(placement)
        try? await remove(placement.id, HDFSPlacer.note(of: placement.id), on: work.server)
    }

    /// Directories without a placement are of those that had not begun, or were complete; those of another server wait
    /// until it is named again.
    private func takeBackUnfinished(_ work: Work) async throws {
        for placement in try await keys.unfinishedPlacements()
        where HDFSPlace.contains(placement, on: work.server.url) {
            try await takeBack(placement, work)
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: notes)) ?? []
        where !name.hasPrefix(launch) {
            let noted = FileManager.default.contents(atPath: notes + "/" + name)
            let url = String(decoding: noted ?? Data(), as: UTF8.self)
            if let path = work.server.path(of: url) {
                try await remove(path, name, on: work.server)
            }
        }
    }

    private func remove(
        _ path: String,
        _ note: String,
        on server: HDFSServer
    ) async throws(APIError) {
        guard let files else { return }
        try await files.change([.remove(path)], on: server)
        try? FileManager.default.removeItem(atPath: notes + "/" + note)
    }

    /// Returns the name under which a directory is noted.
    private static func note(of path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    /// Returns the directory of a placement, of the one in it for new files.
    private static func own(_ path: String) -> String {
        path.hasSuffix("/files") ? String(path.dropLast("/files".count)) : path
    }
}
