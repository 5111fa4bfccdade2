import ChildProcess
import FileReading
import Foundation
import PipelineAPI
import PipelineEngine
import Testing

@testable import SparkEngine

@Suite struct SparkMessageTests {
    private let server = HDFSServer(url: "hdfs://h:8020", user: "hadoop")

    private func request(_ change: (inout SparkMessage.HDFS) -> Void) throws -> NSDictionary {
        var request = SparkMessage.HDFS(server)
        change(&request)
        let line = try SparkMessage.line(.init(hdfs: request))
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return try #require(object?["hdfs"] as? NSDictionary)
    }

    @Test func `the driver is told the server, its user, and what to list or change`() throws {
        let listing = try request { $0.list = ["a/b"] }
        #expect(listing == ["url": "hdfs://h:8020", "user": "hadoop", "list": ["a/b"]])
        let changes: [HDFSChange] = [
            .move("a", to: "b"), .moveIfPossible("c", to: "d"), .remove("e"),
            .prune("f/g", below: "f"),
        ]
        let changing = try request { $0.changes = changes.map(SparkMessage.Change.init) }
        #expect(
            changing["changes"] as? NSArray == [
                ["kind": "move", "path": "a", "target": "b"],
                ["kind": "moveIfPossible", "path": "c", "target": "d"],
                ["kind": "remove", "path": "e"],
                ["kind": "prune", "path": "f/g", "target": "f"],
            ]
        )
    }

    private func engine(user: @escaping @Sendable () -> String?) -> SparkCommand {
        SparkCommand(
            files: SparkFiles(
                python: "/python3",
                home: "/spark",
                libraries: [],
                driver: "/driver",
                environment: ["HADOOP_USER_NAME": "of the environment"]
            ),
            master: "local[*]",
            owner: nil,
            user: user
        )
    }

    @Test func `HDFS is asked as the user that the stores name, else as that of the environment`() {
        let query = Query(sql: "", tables: [], resultPath: "/r", workDirectory: "/w")
        for (user, told) in [("hadoop", "hadoop"), (nil, "of the environment")] {
            let command = engine { user }
            let run = command.run(query, request: "", answer: "", limits: .standard)
            #expect(run.environment["HADOOP_USER_NAME"] == told)
            #expect(command.resident(in: "/s").environment["HADOOP_USER_NAME"] == told)
        }
    }

    @Test func `files of HDFS are read where they are, and the driver is told their URLs`()
        async throws
    {
        let engine = SparkEngine(
            files: engine { nil }.files,
            scratchDirectory: FileManager.default.temporaryDirectory.path
        )
        let url = "hdfs://h:8020/a/b.csv"
        let files = InputFiles(
            paths: [url],
            format: .csv(delimiter: ",", containsHeader: true),
            directory: server.url
        )
        let inputs = try await engine.inputs(
            [InputTable(name: "t", files: files, schema: [])],
            in: "/nowhere"
        )
        #expect(
            inputs.tables.map(SparkMessage.Table.init).map(\.groups).map { $0.map(\.paths) } == [
                [[url]]
            ]
        )
        #expect(inputs.names[url] == "a/b.csv")
    }
}
