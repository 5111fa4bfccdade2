import FoundationEssentials
import PipelineAPI
import PipelineEngine
import ProjectFiles
import SQLEngines
import Testing

@Suite struct DuckDBLimitTests {
    @Test func `a directory that cannot be written is told in plain words`() async throws {
        let engine = DuckDBEngine(executable: ProjectFiles.duckdb, scratchDirectory: "/dev/null")
        let error = await #expect(throws: APIError.self) {
            try await engine.describe("SELECT 1 AS n", tables: [])
        }
        #expect(
            error?.message.hasPrefix("the service's files cannot be read or written: ") == true
        )
    }

    @Test func `a computation has the threads and the memory it was given, and no more`()
        async throws
    {
        let directory = FileManager.default.temporaryDirectory.path + "/limits-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let engine = DuckDBEngine(executable: ProjectFiles.duckdb, scratchDirectory: directory)
        func settings(_ limits: ComputeLimits?) async throws -> String {
            let query = Query(
                sql: "SELECT current_setting('threads') AS t, current_setting('memory_limit') AS m",
                tables: [],
                resultPath: directory + "/result.json",
                workDirectory: directory,
                resultFormat: .jsonLines,
                limits: limits
            )
            _ = try await engine.run(query) { _ in }
            let bytes = FileManager.default.contents(atPath: query.resultPath) ?? Data()
            return String(decoding: bytes, as: UTF8.self)
        }
        let container = ComputeLimits(Container(type: "1U2G", count: 2))
        #expect(try await settings(container) == "{\"t\":2,\"m\":\"4.0 GiB\"}\n")
        #expect(try await settings(nil) == "{\"t\":2,\"m\":\"1.0 GiB\"}\n")
    }
}
