import FoundationEssentials
import PipelineAPI
import PipelineEngine
import ProjectFiles
import SQLEngines

/// DuckDB over files that a test writes, below a directory of its own.
struct EngineFixture {
    let directory: String
    let engine: DuckDBEngine

    init() throws {
        directory = FileManager.default.temporaryDirectory.path + "/engine-" + UUID().uuidString
        for folder in ["in", "work/out"] {
            try FileManager.default.createDirectory(
                atPath: directory + "/" + folder,
                withIntermediateDirectories: true
            )
        }
        engine = DuckDBEngine(executable: ProjectFiles.duckdb, scratchDirectory: directory)
    }

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// Writes files by their keys, and returns them as the files of a source.
    func files(_ contents: [String: Data], _ format: FileFormat) throws -> InputFiles {
        let root = directory + "/in"
        for (key, content) in contents {
            let path = root + "/" + key
            try FileManager.default.createDirectory(
                at: URL(filePath: path).deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try content.write(to: URL(filePath: path))
        }
        return InputFiles(
            paths: contents.keys.sorted().map { root + "/" + $0 },
            format: format,
            directory: root
        )
    }

    func files(_ contents: [String: String], _ format: FileFormat) throws -> InputFiles {
        try files(contents.mapValues { Data($0.utf8) }, format)
    }

    /// Returns the lines that a query over the files answers, as JSON, and what is said of them.
    func rows(
        _ files: InputFiles,
        _ schema: [SchemaField] = [],
        sql: String = "SELECT * FROM t"
    ) async throws -> (lines: [String], notes: [String]) {
        let query = Query(
            sql: sql,
            tables: [InputTable(name: "t", files: files, schema: schema)],
            resultPath: directory + "/result.json",
            workDirectory: directory + "/work",
            resultFormat: .jsonLines
        )
        let result = try await engine.run(query) { _ in }
        let text = try String(contentsOfFile: query.resultPath, encoding: .utf8)
        return (text.split(separator: "\n").map(String.init), result.note.map { [$0] } ?? [])
    }

    /// Returns why a query over the files fails; `nil` if it succeeds.
    func failure(_ files: InputFiles, _ schema: [SchemaField] = []) async -> String? {
        do {
            _ = try await rows(files, schema)
            return nil
        } catch QueryFailure.failed(let reason) {
            return reason
        } catch { return "\(error)" }
    }

    /// Writes a table to files of a format, and returns the text of the first.
    func written(
        _ files: InputFiles,
        _ schema: [SchemaField],
        _ format: String,
        compression: String = "none",
        delimiter: String = ","
    ) async throws -> [String] {
        let output = directory + "/work/out"
        try? FileManager.default.removeItem(atPath: output)
        try FileManager.default.createDirectory(
            atPath: output,
            withIntermediateDirectories: true
        )
        let paths = try await engine.write(
            FileWriting(
                table: InputTable(name: "rows", files: files, schema: schema),
                directory: output,
                workDirectory: directory + "/work",
                format: format,
                compression: compression,
                delimiter: delimiter,
                containsHeader: true
            )
        )
        return paths.map { output + "/" + $0 }
    }
}

extension FileFormat {
    /// Comma-separated, with a header.
    static let commas = FileFormat.csv(delimiter: ",", containsHeader: true)
}
