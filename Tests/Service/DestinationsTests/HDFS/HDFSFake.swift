import PipelineAPI
import PipelineEngine

/// A server of HDFS in memory, which breaks off before a change when it is told to.
actor HDFSFake: HDFSFiles {
    static let server = HDFSServer(url: "hdfs://h:8020", user: "hadoop")
    /// The texts of all files, by their paths.
    private(set) var texts: [String: String] = [:]
    private(set) var changes = 0
    private var isDown = false
    /// How many changes are made before the process that makes them is gone.
    private var left: Int?

    func put(_ path: String, _ text: String) { texts[path] = text }
    func breakOff(after changes: Int?) { left = changes }
    func setDown(_ isDown: Bool) { self.isDown = isDown }

    /// What data sources see.
    var visible: [String: String] { texts.filter { !$0.key.contains("/.") } }

    func files(below prefixes: [String], on server: HDFSServer) throws(APIError) -> [HDFSFile] {
        try reach(server)
        return visible.filter { path, _ in prefixes.contains { path.hasPrefix($0) } }
            .map { HDFSFile(path: $0.key, bytes: $0.value.utf8.count) }
    }

    func change(_ changes: [HDFSChange], on server: HDFSServer) throws(APIError) {
        try reach(server)
        for change in changes {
            if left == 0 { throw APIError(.hdfsUnreachable, "the driver is gone") }
            left = left.map { $0 - 1 }
            self.changes += 1
            switch change {
            case .move(let path, let target): try move(path, target)
            case .moveIfPossible(let path, let target):
                if texts[path] != nil, !isTaken(target) { try move(path, target) }
            case .remove(let path): texts = texts.filter { !$0.key.hasPrefix(path + "/") }
            case .prune: break
            }
        }
    }

    private func reach(_ server: HDFSServer) throws(APIError) {
        guard !isDown, server == HDFSFake.server else {
            throw APIError(.hdfsUnreachable, "'\(server.url)' does not answer")
        }
    }

    private func isTaken(_ path: String) -> Bool {
        texts.keys.contains { $0 == path || $0.hasPrefix(path + "/") }
    }

    private func move(_ path: String, _ target: String) throws(APIError) {
        guard let text = texts[path], !isTaken(target) else {
            throw APIError(.hdfsUnreadable, "'\(path)' cannot be renamed to '\(target)'")
        }
        texts[path] = nil
        texts[target] = text
    }
}

/// An engine that reaches a server, or none, and computes nothing.
struct ReachingEngine: SQLEngine {
    let name: String
    let hdfs: (any HDFSFiles)?

    init(_ name: String = "spark", _ hdfs: (any HDFSFiles)? = nil) {
        self.name = name
        self.hdfs = hdfs
    }

    func describe(_ sql: String, tables: [InputTable]) async throws(APIError) -> [SchemaField] {
        []
    }
    func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField] { [] }
    func write(_ writing: FileWriting) async throws(QueryFailure) -> [String] {
        guard let fake = hdfs as? HDFSFake, let path = HDFSFake.server.path(of: writing.directory)
        else { throw .failed("'\(writing.directory)' is not in HDFS") }
        await fake.put(path + "/part-00000.json", "points")
        return ["part-00000.json"]
    }
    func refusal(ofFormat format: String, compression: String) -> String? { nil }
    func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws(QueryFailure) -> QueryResult { QueryResult(rows: 0) }
}
