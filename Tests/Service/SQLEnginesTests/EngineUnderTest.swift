import Foundation
import PipelineAPI
import PipelineEngine
import ProjectFiles
import SQLEngines
import SparkEngine
import SparkSQL
import Testing

/// The engines that the contract is held against: DuckDB always, Spark where `make test-spark` asks for it.
enum EngineUnderTest: String, Sendable, CustomTestStringConvertible {
    case duckdb
    case spark

    static var all: [EngineUnderTest] {
        let environment = ProcessInfo.processInfo.environment
        return environment["PANDORA_TEST_SPARK"] == nil ? [.duckdb] : [.duckdb, .spark]
    }

    var testDescription: String { rawValue }

    /// Calls `body` with the engine, its programs running, and a directory of its own with `in.json`; SQL is on the
    /// clock of a zone or of UTC.
    func run(
        zone: String? = nil,
        _ body: (EngineBench) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.path + "/engine-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory + "/work/out",
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let lines = [
            #"{"a":1,"b":"x\ty","t":"2026-01-01T08:00:00.5+08:00","l":[1,2],"k":"p"}"#,
            #"{"a":2,"k":"q"}"#, #"{"a":3,"b":"","k":"p"}"#,
        ]
        try Data(lines.joined(separator: "\n").utf8)
            .write(to: URL(filePath: directory + "/in.json"))
        let python = try #require(ProjectFiles.python)
        switch self {
        case .duckdb:
            let translator = SparkTranslator(
                TranslatorFiles(
                    python: python,
                    program: ProjectFiles.translator.program,
                    packages: ProjectFiles.translator.packages
                ).command,
                zone: zone
            )
            let engine = DuckDBEngine(
                executable: ProjectFiles.duckdb,
                scratchDirectory: directory,
                translator: translator
            )
            try await beside({ await translator.run() }) {
                try await body(EngineBench(engine: engine, directory: directory))
            }
        case .spark:
            let engine = SparkEngine(
                files: try sparkFiles(python),
                scratchDirectory: directory,
                zone: zone
            )
            try await beside({ await engine.driver.run() }) {
                try await body(EngineBench(engine: engine, directory: directory))
            }
        }
    }

    private func beside(
        _ program: @escaping @Sendable () async -> Void,
        _ body: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await program() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    private func sparkFiles(_ python: String) throws -> SparkFiles {
        let environment = ProcessInfo.processInfo.environment
        let home =
            environment["SPARK_HOME"]
            ?? ProjectFiles.root.appending(path: ".tools/spark/pyspark").path
        return SparkFiles(
            python: python,
            home: home,
            libraries: try FileManager.default.contentsOfDirectory(atPath: home + "/python/lib")
                .filter { $0.hasSuffix(".zip") }.sorted(),
            driver: ProjectFiles.root.appending(path: "Sources/Service/SparkEngine/driver").path,
            environment: environment.filter { SparkFiles.passedOn.contains($0.key) }
        )
    }
}

/// An engine with a directory of its own, and what tests ask of it.
struct EngineBench {
    let engine: any SQLEngine
    let directory: String

    var table: InputTable {
        InputTable(
            name: "t",
            files: InputFiles(paths: [directory + "/in.json"], format: .json),
            schema: [
                SchemaField("a", .long), SchemaField("b", .string), SchemaField("t", .date),
                SchemaField("l", .array, elemtype: .long), SchemaField("k", .string),
            ]
        )
    }

    var resultPath: String { directory + "/result" }

    func query(_ sql: String, _ format: ResultFormat = .parquet) -> Query {
        Query(
            sql: sql,
            tables: [table],
            resultPath: resultPath,
            workDirectory: directory + "/work",
            resultFormat: format
        )
    }

    /// The lines that the engine makes of a query.
    func lines(_ query: Query) async throws -> [String] {
        _ = try await engine.run(query) { _ in }
        return try String(contentsOfFile: resultPath, encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    func lines(_ sql: String) async throws -> [String] { try await lines(query(sql, .jsonLines)) }

    /// The rows of a result file of parquet, as lines.
    func stored() async throws -> [String] {
        let result = resultPath + ".parquet"
        try FileManager.default.moveItem(atPath: resultPath, toPath: result)
        var query = query("SELECT * FROM r", .jsonLines)
        query.tables = [
            InputTable(
                name: "r",
                files: InputFiles(paths: [result], format: .parquet),
                schema: []
            )
        ]
        query.isGenerated = true
        return try await lines(query)
    }

    /// The paths and texts of the files that the engine writes of the table.
    func written(
        _ format: String,
        partitionBy: [String] = [],
        fileCount: Int = 1
    ) async throws -> [String: String] {
        let directory = directory + "/work/out"
        let paths = try await engine.write(
            FileWriting(
                table: table,
                directory: directory,
                workDirectory: self.directory + "/work",
                format: format,
                delimiter: ";",
                containsHeader: true,
                partitionBy: partitionBy,
                fileCount: fileCount
            )
        )
        var texts: [String: String] = [:]
        for path in paths {
            texts[path] = try String(contentsOfFile: directory + "/" + path, encoding: .utf8)
        }
        return texts
    }

    /// Writes files by their keys, and returns them as those of a source.
    func files(_ contents: [String: Data], _ format: FileFormat) throws -> InputFiles {
        let root = directory + "/in"
        for (key, content) in contents {
            let path = URL(filePath: root + "/" + key)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try content.write(to: path)
        }
        return InputFiles(
            paths: contents.keys.sorted().map { root + "/" + $0 },
            format: format,
            directory: root
        )
    }
}
