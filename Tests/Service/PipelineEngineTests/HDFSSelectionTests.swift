import FoundationEssentials
import PipelineAPI
import Testing

@testable import PipelineEngine

@Suite struct HDFSSelectionTests {
    private static let server = HDFSServer(url: "hdfs://h:8020", user: "hadoop")

    /// A server with these files.
    private struct Server: HDFSFiles {
        let paths: [String]

        func files(
            below prefixes: [String],
            on server: HDFSServer
        ) async throws(APIError) -> [HDFSFile] {
            paths.filter { path in prefixes.contains { path.hasPrefix($0) } }
                .map { HDFSFile(path: $0, bytes: 1) }
        }

        func change(_ changes: [HDFSChange], on server: HDFSServer) async throws(APIError) {}
    }

    private func files(
        _ prefixes: [String],
        filter: String = "",
        by engine: any SQLEngine,
        on server: HDFSServer? = server
    ) async throws(APIError) -> InputFiles {
        let selection = FileSelection(
            root: "/data",
            zone: .utc,
            list: { _ in ["a/here.json"] },
            hdfs: { server }
        )
        let source = DataSource(
            region: "nb",
            type: .hdfs,
            spec: DataSourceSpec(paths: prefixes, fileType: "json")
        )
        let scope = VariableScope(
            user: [],
            parameters: [:],
            batchTime: Date(timeIntervalSince1970: 0),
            zone: .utc
        )
        return try await selection.files(
            of: source,
            filter: filter,
            scope: scope,
            copiesIn: "/nowhere",
            by: engine,
            job: "daily"
        )
    }

    private func reaching(_ paths: [String]) -> EngineFake {
        EngineFake(name: "spark", hdfs: Server(paths: paths))
    }

    @Test func `an engine that reaches the server is given the URLs of the files`() async throws {
        let engine = reaching(["a/1970-1.json", "a/1971-1.json", "b/x.json"])
        let found = try await files(["hdfs://elsewhere:9000/a/$(year)"], filter: "-1", by: engine)
        #expect(found.paths == ["hdfs://h:8020/a/1970-1.json"])
        #expect(found.name(of: found.paths[0]) == "a/1970-1.json")
    }

    @Test func `a prefix that leaves its root is refused before the server is asked`() async {
        let error = await #expect(throws: APIError.self) {
            try await files(["/a/../b"], by: reaching(["a/../b"]))
        }
        #expect(error?.code == .invalidPathCharacter)
    }

    @Test func `an engine that does not reach the server is refused, and reads no files here`()
        async
    {
        let error = await #expect(throws: APIError.self) {
            try await files(["/a"], by: EngineFake(name: "duckdb"))
        }
        #expect(error?.code == .hdfsUnreachable)
        #expect(
            error?.message.hasPrefix(
                "duckdb does not reach 'hdfs://h:8020', which stores.yaml names: the Spark engine does; "
                    + "'engines: {daily: spark}' in pandorad.yaml gives it to this job"
            ) == true
        )
    }

    @Test func `without a server both engines read the files of the data directory`() async throws {
        for engine in [EngineFake(name: "duckdb"), reaching(["a/there.json"])] {
            let found = try await files(["hdfs://h:8020/a"], by: engine, on: nil)
            #expect(found.paths == ["/data/hdfs/a/here.json"])
        }
    }

    @Test func `a data source is looked through by the engine that reaches the server`() {
        let engines = Engines(EngineFake(name: "duckdb"), ofJobs: ["daily": reaching([])])
        #expect(engines.engine(ofSource: .hdfs, on: HDFSSelectionTests.server).name == "spark")
        #expect(engines.engine(ofSource: .hdfs, on: nil).name == "duckdb")
        #expect(engines.engine(ofSource: .kodo, on: HDFSSelectionTests.server).name == "duckdb")
    }
}
