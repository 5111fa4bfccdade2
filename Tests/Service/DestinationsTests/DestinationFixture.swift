import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import ProjectFiles
import SQLEngines
import SQLiteStore
import Synchronization

@testable import Destinations

/// Real destinations in a directory of their own.
struct DestinationFixture {
    static let now = Date(timeIntervalSince1970: 1_484_235_000)
    let root: String
    let destinations: Destinations

    init(servers: StoreServers = StoreServers()) throws {
        root = FileManager.default.temporaryDirectory.path + "/dest-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        destinations = Destinations(
            root: root,
            zone: .utc,
            engine: DuckDBEngine(
                executable: ProjectFiles.duckdb,
                scratchDirectory: root
            ),
            keys: MemoryStore(),
            store: SQLiteDestinations(directory: root + "/destinations"),
            servers: servers
        )
    }

    static let schema = [
        SchemaField("host", .string), SchemaField("n", .long), SchemaField("t", .date),
        SchemaField("tags", .array, elemtype: .string),
    ]

    func deliver(
        _ type: ExportType,
        _ spec: JSONValue,
        _ records: [PointRecord],
        idempotencyKey: String = "1",
        source: String = "web/out#1",
        run: Int? = nil,
        at time: Date = now
    ) async throws(DeliveryFailure) {
        let work = root + "/work-" + UUID().uuidString
        try? FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        let queue = RecordQueue(records)
        try await destinations.deliver(
            Delivery(
                type: type,
                spec: spec,
                source: source,
                idempotencyKey: idempotencyKey,
                run: run,
                schema: DestinationFixture.schema,
                nextRecords: { queue.next() },
                time: time,
                workDirectory: work,
                position: Int64(idempotencyKey) ?? 0
            )
        )
    }

    /// Files that a job's run made, ready to be placed.
    func files(
        _ texts: [String: String],
        _ spec: JSONValue,
        target: String,
        run: Int = 1,
        type: ExportType = .kodo,
        isSingle: Bool = false
    ) throws -> ResultFiles {
        let directory = root + "/made-" + UUID().uuidString
        for (path, text) in texts {
            let file = URL(filePath: directory + "/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        return ResultFiles(
            type: type,
            spec: try spec.decoded(as: JobFileExportSpec.self),
            source: "job/out",
            directory: directory,
            paths: texts.keys.sorted(),
            run: run,
            target: target,
            isSingleFile: isSingle,
            time: DestinationFixture.now
        )
    }

    /// The files below a directory of the root, with their texts.
    func texts(below directory: String) -> [String: String] {
        let base = root + "/" + directory
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: base)) ?? []
        var found: [String: String] = [:]
        for path in paths {
            if let text = try? String(contentsOfFile: base + "/" + path, encoding: .utf8) {
                found[path] = text
            }
        }
        return found
    }
}

/// Records that are asked for once, two at a time.
private final class RecordQueue: Sendable {
    private let waiting: Mutex<[PointRecord]>

    init(_ records: [PointRecord]) {
        waiting = Mutex(records)
    }

    func next() -> [PointRecord]? {
        waiting.withLock { waiting in
            let chunk = Array(waiting.prefix(2))
            waiting.removeFirst(chunk.count)
            return chunk.isEmpty ? nil : chunk
        }
    }
}
