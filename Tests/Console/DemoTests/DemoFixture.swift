import Demo
import Destinations
import Foundation
import PipelineAPI
import PipelineEngine
import PipelineService
import PluginEngines
import ProjectFiles
import SQLEngines
import SQLiteStore
import Testing

/// A service in process on a directory of its own, with the real DuckDB behind it.
struct DemoFixture {
    struct Overdue: Error {
        var job: String
    }

    let api: HandlerTable
    let runner: JobRunner
    let streams: StreamRunner
    let store = MemoryStore()

    init(root: String, backfill: Int) throws {
        let files = FileSelection(root: root, zone: .utc) { directory in
            (try? DemoFixture.paths(below: directory)) ?? []
        }
        try FileManager.default.createDirectory(
            atPath: root + "/scratch",
            withIntermediateDirectories: true
        )
        let engine = DuckDBEngine(
            executable: try DemoFixture.duckdb(),
            scratchDirectory: root + "/scratch"
        )
        let destination = Destinations(
            root: root,
            zone: .utc,
            engine: engine,
            keys: store,
            store: SQLiteDestinations(directory: root + "/destinations")
        )
        let plugins = JavaPluginEngine(java: nil, directory: root)
        let machine = ComputeLimits(threads: 2, mebibytes: 8192)
        streams = StreamRunner(
            store: store,
            engine: engine,
            plugins: plugins,
            destination: destination,
            dependencies: .init(
                scratch: root + "/scratch",
                limits: StreamLimits(parallel: 2),
                machine: machine,
                now: { Date() },
                sleep: { try await Task.sleep(for: $0) }
            )
        )
        runner = JobRunner(
            store: store,
            engines: Engines(engine),
            files: files,
            destination: destination,
            dependencies: JobRunner.Dependencies(
                root: root,
                limits: RunLimits(parallel: 2),
                machine: machine,
                backfill: backfill,
                now: { Date() },
                sleep: { try await Task.sleep(for: $0) },
                endChild: { _ in }
            )
        )
        api = HandlerTable.service(
            ServiceParts(
                store: store,
                engines: Engines(engine),
                plugins: plugins,
                runner: runner,
                streams: streams,
                files: files,
                pluginDirectory: root + "/plugins",
                md5: { $0 },
                now: { Date() },
                account: {
                    ServiceDescription(
                        version: "1.2.3",
                        store: .init(kind: "memory"),
                        engines: [.init(name: "fake", isReady: true)]
                    )
                }
            )
        )
    }

    /// How far the exports of a repo have come.
    func exports(of repo: String) async throws -> [StreamProgress] {
        try await api.send(ListExports(repo: RepoName(repo))).exports.compactMap(\.progress)
    }

    static func files(in root: String) -> DemoFiles {
        DemoFiles(
            buckets: root,
            generator: AccessLogGenerator(recordsPerDay: 2400),
            zone: .utc
        )
    }

    static func withDirectory<Result>(
        _ body: (String) async throws -> Result
    ) async throws -> Result {
        let root = try directory()
        defer { try? FileManager.default.removeItem(atPath: root) }
        return try await body(root)
    }

    static func withDirectory(_ body: (String) throws -> Void) throws {
        let root = try directory()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try body(root)
    }

    /// Regular files below a directory, as paths relative to it, sorted.
    static func paths(below directory: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: directory).filter { path in
            var isDirectory: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: directory + "/" + path,
                isDirectory: &isDirectory
            )
            return exists && !isDirectory.boolValue
        }
        .sorted()
    }

    static func duckdb() throws -> String {
        let command = ProjectFiles.duckdb
        try #require(
            FileManager.default.isExecutableFile(atPath: command),
            "no duckdb at '\(command)': set PANDORA_DUCKDB to the command"
        )
        return command
    }

    private static func directory() throws -> String {
        let root = NSTemporaryDirectory() + "demo-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: root,
            withIntermediateDirectories: true
        )
        return root
    }
}
