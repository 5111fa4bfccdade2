import Demo
import Foundation
import PipelineAPI
import PipelineEngine
import ProjectFiles
import SQLEngines
import SparkSQL
import Testing

/// The demo's SQL is Spark's, and DuckDB reads it alike where there is no translator.
@Suite struct DemoSQLTests {
    @Test func `every SQL is translated, and has the columns it has untranslated`() async throws {
        let python = try #require(ProjectFiles.python, "no python3 in PATH")
        let files = TranslatorFiles(
            python: python,
            program: ProjectFiles.translator.program,
            packages: ProjectFiles.translator.packages
        )
        let translator = SparkTranslator(files.command)
        try await DemoFixture.withDirectory { directory in
            let command = try DemoFixture.duckdb()
            let plain = DuckDBEngine(executable: command, scratchDirectory: directory)
            let spark = DuckDBEngine(
                executable: command,
                scratchDirectory: directory,
                translator: translator
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await translator.run() }
                defer { group.cancelAll() }
                for (sql, tables) in try await Self.statements(by: plain) {
                    let translated = try await spark.describe(sql, tables: tables)
                    #expect(try await plain.describe(sql, tables: tables) == translated, "\(sql)")
                }
            }
        }
    }

    /// The SQL of all jobs and transforms with the tables they read, upstream jobs first.
    private static func statements(
        by engine: DuckDBEngine
    ) async throws -> [(String, [InputTable])] {
        let pipeline = try DemoPipeline()
        var schemas: [String: [SchemaField]] = [:]
        for source in pipeline.dataSources {
            let declared = source.body.schema ?? []
            schemas[source.dataSource.description] = declared.isEmpty ? visits : declared
        }
        var found: [(String, [InputTable])] = []
        for call in pipeline.jobs {
            let sql = call.body.computation.code
            let tables = call.body.srcs.map { table($0.tableName, schemas[$0.name] ?? []) }
            found.append((sql, tables))
            schemas[call.job.description] = try await engine.describe(sql, tables: tables)
        }
        let repos = pipeline.repos.map { ($0.repo.description, $0.body.schema.fields) }
        for call in pipeline.transforms {
            let fields = repos.first { $0.0 == call.repo.description }?.1 ?? []
            found.append((call.body.code ?? "", [table("stream", fields)]))
        }
        return found
    }

    /// The fields that are found in the parquet file, whose source declares none.
    private static let visits = [
        SchemaField("user", .string), SchemaField("city", .string), SchemaField("first", .date),
        SchemaField("last", .date), SchemaField("requests", .long),
        SchemaField("latency", .float),
    ]

    private static func table(_ name: String, _ schema: [SchemaField]) -> InputTable {
        InputTable(name: name, files: InputFiles(paths: [], format: .parquet), schema: schema)
    }
}
