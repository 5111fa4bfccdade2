import ChildProcess
import Foundation
import PipelineAPI
import PipelineEngine
import ProjectFiles
import SQLEngines
import SparkSQL
import Testing

/// The translator as the service runs it, and DuckDB behind it, in a directory of the test's own.
struct TranslatorFixture {
    let directory: String
    let translator: SparkTranslator
    let engine: DuckDBEngine
    var duckdb: String { ProjectFiles.duckdb }

    /// Runs a body with the translator of the checkout, or another command in its place.
    static func with(
        _ command: ChildCommand? = nil,
        limits: SparkTranslator.Limits = .init(),
        _ body: @Sendable @escaping (TranslatorFixture) async throws -> Void
    ) async throws {
        let files = ProjectFiles.translator
        let python = try #require(ProjectFiles.python, "no python3 in PATH")
        let own = TranslatorFiles(
            python: python,
            program: files.program,
            packages: files.packages
        ).command
        let directory = FileManager.default.temporaryDirectory.path + "/sql-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory + "/work",
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let translator = SparkTranslator(command ?? own, limits: limits)
        let engine = DuckDBEngine(
            executable: ProjectFiles.duckdb,
            scratchDirectory: directory,
            translator: translator
        )
        let fixture = TranslatorFixture(
            directory: directory,
            translator: translator,
            engine: engine
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await translator.run() }
            defer { group.cancelAll() }
            try await body(fixture)
        }
    }

    /// A table `t` of a file of JSON.
    func table(_ lines: String, _ schema: [SchemaField]) throws -> InputTable {
        let path = directory + "/in.json"
        try Data(lines.utf8).write(to: URL(filePath: path))
        return InputTable(
            name: "t",
            files: InputFiles(paths: [path], format: .json),
            schema: schema
        )
    }

    func query(
        _ sql: String,
        _ tables: [InputTable] = [],
        to result: String = "result.json"
    )
        -> Query
    {
        Query(
            sql: sql,
            tables: tables,
            resultPath: directory + "/" + result,
            workDirectory: directory + "/work",
            resultFormat: result.hasSuffix(".json") ? .jsonLines : .parquet
        )
    }

    /// The lines of the result that a query has written.
    func result(of query: Query) async throws -> String {
        _ = try await engine.run(query) { _ in }
        return try String(contentsOfFile: query.resultPath, encoding: .utf8)
    }
}
