import Foundation
import ObjectStore
import PipelineAPI
import PipelineEngine
import PipelineService
import ProjectFiles
import SQLEngines
import SQLiteStore
import Settings
import Synchronization
import Testing

@testable import Destinations

/// Exports to a server that runs, below a key prefix of a test's own, which is removed afterwards.
struct ObjectWorld {
    static let endpoint = ProcessInfo.processInfo.environment["PANDORA_TEST_OBJECTS"]
    static let bucket = "pandora"

    let root: String
    let prefix = "t-\(UUID().uuidString)/"
    let keys: any Store = MemoryStore()
    let servers: StoreServers
    let store: ObjectStore

    private init(_ endpoint: String) throws {
        root = FileManager.default.temporaryDirectory.path + "/objects-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        servers = StoreServers(
            try Stores(
                text: "kodo: {endpoint: '\(endpoint)', accessKey: key, secretKey: secret}",
                source: "stores.yaml"
            )
        )
        store = try #require(servers.objects)
    }

    static func with(_ body: (ObjectWorld) async throws -> Void) async throws {
        let world = try ObjectWorld(endpoint ?? "")
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(world))
        } catch { result = .failure(error) }
        for object in (try? await world.store.objects(in: bucket, prefix: world.prefix)) ?? [] {
            try? await world.store.delete(object.key, in: bucket)
        }
        await world.servers.close()
        try? FileManager.default.removeItem(atPath: world.root)
        try result.get()
    }

    func destination(_ keys: any WrittenKeys) -> Destinations {
        Destinations(
            root: root,
            zone: .utc,
            engine: DuckDBEngine(executable: ProjectFiles.duckdb, scratchDirectory: root),
            keys: keys,
            store: SQLiteDestinations(directory: root + "/destinations"),
            servers: servers
        )
    }

    /// Places files below `out`, as a run does.
    func place(
        _ texts: [String: String],
        _ spec: JSONValue,
        run: Int,
        isSingle: Bool = false,
        after seconds: Double = 0,
        on destination: Destinations? = nil
    ) async throws {
        let directory = root + "/made-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        for (path, text) in texts {
            try Data(text.utf8).write(to: URL(filePath: directory + "/" + path))
        }
        let files = ResultFiles(
            type: .kodo,
            spec: try spec.decoded(as: JobFileExportSpec.self),
            source: "job/out#1",
            directory: directory,
            paths: texts.keys.sorted(),
            run: run,
            target: prefix + "out",
            isSingleFile: isSingle,
            time: DestinationFixture.now.addingTimeInterval(seconds)
        )
        try await (destination ?? self.destination(keys)).place(files)
    }

    /// Delivers points with the prefix `points-`.
    func deliver(_ records: [PointRecord], position: Int64) async throws {
        let work = root + "/work-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        let waiting = Mutex<[PointRecord]?>(records)
        let spec: JSONValue = [
            "bucket": .string(ObjectWorld.bucket), "keyPrefix": .string(prefix + "points-"),
            "fields": ["host": "#host"],
        ]
        try await destination(keys).deliver(
            Delivery(
                type: .kodo,
                spec: spec,
                source: "web/out#1",
                idempotencyKey: "1",
                schema: DestinationFixture.schema,
                nextRecords: {
                    waiting.withLock { records in
                        defer { records = nil }
                        return records
                    }
                },
                time: DestinationFixture.now,
                workDirectory: work,
                position: position
            )
        )
    }

    /// Puts an object that no export knows of.
    func foreign(_ key: String, _ text: String) async throws {
        let path = root + "/" + UUID().uuidString
        try Data(text.utf8).write(to: URL(filePath: path))
        try await store.put(path, as: prefix + key, in: ObjectWorld.bucket)
    }

    /// The objects below the prefix, with their texts.
    func texts() async throws -> [String: String] {
        var found: [String: String] = [:]
        for object in try await store.objects(in: ObjectWorld.bucket, prefix: prefix) {
            let path = root + "/" + UUID().uuidString
            try await store.get(object.key, in: ObjectWorld.bucket, to: path)
            found[String(object.key.dropFirst(prefix.count))] = try String(
                contentsOfFile: path,
                encoding: .utf8
            )
        }
        return found
    }
}
