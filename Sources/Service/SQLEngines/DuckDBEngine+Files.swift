import FileReading
import FoundationEssentials
package import PipelineAPI
package import PipelineEngine

extension DuckDBEngine {
    package func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField] {
        if let refusal = DuckDBFiles.refusal(of: files.paths) {
            throw APIError(.fileFormatMismatch, refusal)
        }
        if case .text = files.format {
            do throws(FileProblem) {
                for path in files.paths { try DuckDBEngine.checkPacking(of: path, files) }
            } catch { throw APIError(.fileFormatMismatch, error.reason) }
            return [SchemaField("text", .string)]
        }
        return try await inScratch(refusal: .fileFormatMismatch) { directory in
            try await infer(files, in: directory)
        }
    }

    /// Throws where a file is packed as no reader unpacks it, with the file's name.
    private static func checkPacking(of path: String, _ files: InputFiles) throws(FileProblem) {
        do throws(FileProblem) {
            _ = try FileBytes(path: path).packing()
        } catch { throw FileProblem(reason: error.message(naming: files.name(of: path))) }
    }

    package func verify(_ table: InputTable) async throws(APIError) {
        try await inScratch(refusal: .fileFormatMismatch) { directory in
            let job = try await prepare([table], in: directory)
            _ = try await output(of: job.script.verify(job.tables[0]), job) { _ in }
        }
    }

    /// Looks through the files of tables; those without a schema get that of their files.
    func prepare(_ tables: [InputTable], in directory: String) async throws -> DuckDBJob {
        var inputs = InputPreparation(directory: DuckDBEngine.inputs(of: directory))
        var prepared: [PreparedTable] = []
        for table in tables {
            var table = table
            if table.mustBeInferred {
                table.schema = try await infer(table.files, in: directory)
                if table.schema.isEmpty { table.files.paths = [] }
            }
            prepared.append(try await inputs.prepare(table))
        }
        return DuckDBJob(
            tables: prepared,
            names: inputs.names,
            directory: directory,
            limits: standard
        )
    }

    private func infer(_ files: InputFiles, in directory: String) async throws -> [SchemaField] {
        var inputs = InputPreparation(directory: DuckDBEngine.inputs(of: directory) + "/inferred")
        let table = try await inputs.prepare(InputTable(name: "files", files: files, schema: []))
        guard !table.groups.isEmpty else { return [] }
        var job = DuckDBJob(
            tables: [table],
            names: inputs.names,
            directory: directory,
            limits: standard
        )
        switch files.format {
        case .json:
            job.script.tables = []
            job.script.paths = table.groups.flatMap(\.paths)
            let sql = DuckDBInference.json(table.groups)
            let found = try await columns(job.script.rows(of: sql), job)
            if let problem = DuckDBInference.problem(with: found.map(\.name)) {
                throw QueryFailure.failed(problem)
            }
            return found.map { DuckDBType.field($0.name, type: $0.type) }
        case .csv:
            let names = try await columns(job.script.describe("SELECT * FROM files"), job).map(
                \.name
            )
            let found = try await columns(job.script.rows(of: DuckDBInference.csv(names)), job)
            return found.map { DuckDBType.inferred($0.name, type: $0.type) }
        case .text, .parquet:
            return try await columns(job.script.describe("SELECT * FROM files"), job).map {
                DuckDBType.inferred($0.name, type: $0.type)
            }
        }
    }

    private static func inputs(of directory: String) -> String { directory + "/inputs" }

    func removeInputs(of directory: String) {
        try? FileManager.default.removeItem(atPath: DuckDBEngine.inputs(of: directory))
    }

    /// Runs a body in a directory of its own, which is removed then; what it throws becomes a refusal.
    func inScratch<Value: Sendable>(
        refusal: ErrorCode,
        _ body: (String) async throws -> Value
    ) async throws(APIError) -> Value {
        let directory = scratchDirectory + "/describe-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: directory) }
        do {
            try FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true
            )
            return try await body(directory)
        } catch QueryFailure.failed(let message) {
            throw APIError(refusal, "duckdb: " + message)
        } catch let failure as DuckDBFailure {
            throw APIError(refusal, "duckdb: " + failure.text)
        } catch let error as APIError {
            throw error
        } catch let error as CocoaError {
            throw APIError(.internalError, error.ofOwnFiles)
        } catch {
            throw APIError(.internalError, "duckdb cannot be run: look at the service's log")
        }
    }

    /// A column as `DESCRIBE` has it.
    struct Column: Decodable {
        let name: String
        let type: String

        enum CodingKeys: String, CodingKey {
            case name = "column_name"
            case type = "column_type"
        }
    }

    func columns(_ script: String, _ job: DuckDBJob) async throws -> [Column] {
        try await rows(script, job)
    }

    private func rows<Row: Decodable>(_ script: String, _ job: DuckDBJob) async throws -> [Row] {
        let output = try await output(of: script, job) { _ in }
        return output.isEmpty ? [] : try JSONDecoder().decode([Row].self, from: Data(output.utf8))
    }
}

extension InputTable {
    /// Whether the table's fields are those of its files, which are not described within them.
    fileprivate var mustBeInferred: Bool {
        guard schema.isEmpty, !files.paths.isEmpty, !files.isChecked else { return false }
        return files.format != .text && files.format != .parquet
    }

    /// The table without its files.
    var unread: InputTable {
        InputTable(name: name, files: InputFiles(paths: [], format: files.format), schema: schema)
    }
}
