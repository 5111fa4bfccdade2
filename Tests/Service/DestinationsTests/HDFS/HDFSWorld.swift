import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import SQLiteStore
import Settings

@testable import Destinations

/// Exports to a server of HDFS in memory, by services that start one after another over the same record of keys.
struct HDFSWorld {
    let root: String
    let hdfs = HDFSFake()
    let keys: any Store = MemoryStore()
    let servers: StoreServers
    let engine: ReachingEngine

    init() throws {
        root = FileManager.default.temporaryDirectory.path + "/hdfs-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let text = "hdfs: {url: 'hdfs://h:8020', user: hadoop}"
        servers = StoreServers(try Stores(text: text, source: "stores.yaml"))
        engine = ReachingEngine("spark", hdfs)
    }

    /// Destinations as a service has them that has just started.
    func start() -> Destinations {
        Destinations(
            root: root,
            zone: .utc,
            engine: engine,
            keys: keys,
            hdfs: hdfs,
            store: SQLiteDestinations(directory: root + "/destinations"),
            servers: servers
        )
    }

    /// Places files below `out`, as a run does.
    func place(
        _ texts: [String: String],
        mode: String = "overwrite",
        run: Int = 1,
        by destinations: Destinations
    ) async throws {
        let directory = try await destinations.directory(for: .hdfs, by: engine, job: "j") ?? ""
        let path = HDFSFake.server.path(of: directory) ?? ""
        for (name, text) in texts { await hdfs.put(path + "/" + name, text) }
        let target = "hdfs://elsewhere:9000/out"
        let spec: JSONValue = ["path": .string(target), "saveMode": .string(mode)]
        let files = ResultFiles(
            type: .hdfs,
            spec: try spec.decoded(as: JobFileExportSpec.self),
            source: "job/out#1",
            directory: directory,
            paths: texts.keys.sorted(),
            run: run,
            target: target,
            isSingleFile: false,
            time: DestinationFixture.now
        )
        do {
            try await destinations.check(files)
            try await destinations.place(files)
        } catch {
            await destinations.discard(directory)
            throw error
        }
        await destinations.discard(directory)
    }

    /// What is kept in the homes of users, and noted on this machine of it.
    func leftovers() async -> [String] {
        let noted =
            (try? FileManager.default.contentsOfDirectory(atPath: root + "/hdfs-placements")) ?? []
        return await hdfs.texts.keys.filter { $0.hasPrefix("user/") } + noted
    }

    func remove() { try? FileManager.default.removeItem(atPath: root) }
}
