package import ChildProcess
import FoundationEssentials
package import PipelineAPI
package import PipelineEngine

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Computes SQL with the `duckdb` command, one process per computation.
///
/// A process can read the files of its tables and write in its work directory, and nothing else.
package struct DuckDBEngine: SQLEngine {
    package let name = "duckdb"
    private let executable: String
    private let scratchDirectory: String
    private let owner: ChildOwner?
    private let standard: ComputeLimits
    let translator: any SQLTranslator

    /// `executable` is the absolute path of the `duckdb` command, `scratchDirectory` that of a
    /// directory for temporary files, `standard` what a computation without limits of its own may use.
    package init(
        executable: String,
        scratchDirectory: String,
        translator: any SQLTranslator = UntranslatedSQL(),
        owner: ChildOwner? = nil,
        standard: ComputeLimits = .standard
    ) {
        self.executable = executable
        self.scratchDirectory = scratchDirectory
        self.translator = translator
        self.owner = owner
        self.standard = standard
    }

    package func describe(
        _ sql: String,
        tables: [InputTable]
    ) async throws(APIError) -> [SchemaField] {
        let declared = tables.map { table in
            var table = table
            // With a declared schema the files need not be read.
            if !table.schema.isEmpty { table.files.paths = [] }
            if case .text = table.files.format {
                table = InputTable(
                    name: table.name,
                    files: InputFiles(paths: [], format: .text),
                    schema: []
                )
            }
            return table
        }
        let translated = try await translated(sql, over: declared)
        do throws(APIError) {
            return try await described(translated, tables: declared, refusal: .invalidJobSQL)
                .map { DuckDBType.field($0.name, type: $0.type) }
        } catch {
            guard error.code == .invalidJobSQL else { throw error }
            throw APIError(error.code, SQLPlace.problem(error.message, in: sql).description)
        }
    }

    package func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField] {
        if let refusal = DuckDBFiles.refusal(of: files.paths) {
            throw APIError(.fileFormatMismatch, refusal)
        }
        if case .text = files.format { return [SchemaField("text", .string)] }
        let table = InputTable(name: "files", files: files, schema: [])
        return try await columns(of: table, refusal: .fileFormatMismatch)
    }

    package func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        if let refusal = DuckDBFiles.refusal(of: query.tables.flatMap(\.files.paths)) {
            throw .failed(refusal)
        }
        let unfinished = query.workDirectory + "/result.unfinished"
        let translated = try await translated(query)
        var query = query
        query.sql = translated.sql
        var script = script(query.tables, in: query.workDirectory)
        script.limits = query.limits ?? standard
        script.prelude = translated.prelude
        do {
            let output = try await output(
                of: script.compute(query, into: unfinished),
                in: query.workDirectory,
                onStart: onStart
            )
            let rows = try JSONDecoder().decode([RowCount].self, from: Data(output.utf8))
            // Renaming replaces the result of an earlier run atomically.
            guard rename(unfinished, query.resultPath) == 0 else {
                throw QueryFailure.failed(
                    "cannot move the result to '\(query.resultPath)': look at its directory"
                )
            }
            return QueryResult(rows: rows.first?.rows ?? 0, note: translated.note)
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            if Task.isCancelled { throw .stopped }
            let failure = (error as? QueryFailure) ?? .failed("cannot run duckdb: \(error)")
            throw failure.noted(translated.note)
        }
    }

    package func refusal(ofFormat format: String, compression: String) -> String? {
        DuckDBWriting.refusal(ofFormat: format, compression: compression)
    }

    package func write(_ writing: FileWriting) async throws(QueryFailure) -> [String] {
        if let refusal = refusal(ofFormat: writing.format, compression: writing.compression) {
            throw .failed(refusal)
        }
        do {
            var writing = writing
            if DuckDBWriting(writing).writesLines, writing.table.schema.isEmpty {
                writing.table.schema = try await columns(
                    of: writing.table,
                    refusal: .internalError
                )
            }
            var script = script([writing.table], in: writing.workDirectory)
            script.writesParts = true
            _ = try await output(of: script.write(writing), in: writing.workDirectory) { _ in }
            return try WrittenFiles(writing).collect()
        } catch {
            if Task.isCancelled { throw .stopped }
            if let error = error as? APIError { throw .failed(error.message) }
            throw (error as? QueryFailure) ?? .failed("cannot run duckdb: \(error)")
        }
    }

    private struct RowCount: Decodable {
        let rows: Int
    }

    /// A column of a result, with DuckDB's type.
    struct Column: Decodable {
        let name: String
        let type: String

        enum CodingKeys: String, CodingKey {
            case name = "column_name"
            case type = "column_type"
        }
    }

    private func columns(
        of table: InputTable,
        refusal: ErrorCode
    ) async throws(APIError) -> [SchemaField] {
        let sql = TranslatedSQL("SELECT * FROM \(SQLText.name(table.name))")
        return try await described(sql, tables: [table], refusal: refusal)
            .map { DuckDBType.field($0.name, type: $0.type) }
    }

    private func translated(_ query: Query) async throws(QueryFailure) -> TranslatedSQL {
        if query.isGenerated { return TranslatedSQL(query.sql) }
        do throws(APIError) {
            return try await translated(query.sql, over: query.tables)
        } catch {
            throw Task.isCancelled ? .stopped : .failed(error.message)
        }
    }

    func described(
        _ sql: TranslatedSQL,
        tables: [InputTable],
        refusal: ErrorCode
    ) async throws(APIError) -> [Column] {
        let directory = scratchDirectory + "/describe-" + UUID().uuidString
        do {
            try FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true
            )
            defer { try? FileManager.default.removeItem(atPath: directory) }
            var script = script(tables, in: directory)
            script.prelude = sql.prelude
            let output = try await output(of: script.describe(sql.sql), in: directory) { _ in }
            return try JSONDecoder().decode([Column].self, from: Data(output.utf8))
        } catch QueryFailure.failed(let message) {
            throw APIError(refusal, "duckdb: " + DuckDBMessage.firstLines(of: message))
        } catch {
            throw APIError(.internalError, "cannot run duckdb: \(error)")
        }
    }

    private func script(_ tables: [InputTable], in directory: String) -> DuckDBScript {
        DuckDBScript(tables: tables, workDirectory: directory, limits: standard)
    }

    /// Returns the output of the script's statements, as JSON; the script and the log stay in the
    /// directory.
    private func output(
        of script: String,
        in directory: String,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws -> String {
        let path = directory + "/query.sql"
        try Data(script.utf8).write(to: URL(filePath: path))
        let command = ChildCommand(
            executable: executable,
            arguments: ["-init", "/dev/null", "-no-stdin", "-f", path, ":memory:"],
            environment: ["HOME": directory, "LC_ALL": "C.UTF-8"],
            owner: owner
        )
        let outcome = try await command.run { child in
            await onStart(
                EngineProcess(processID: child.processID, startTicks: child.startTicks)
            )
        }
        let message = DuckDBMessage.clean(outcome.errorOutput)
        try Data(message.utf8).write(to: URL(filePath: directory + "/log.txt"))
        guard outcome.isSuccess else {
            throw QueryFailure.failed(message.isEmpty ? "duckdb \(outcome.ending)" : message)
        }
        return outcome.output
    }
}

extension QueryFailure {
    /// The failure with a note behind its reason.
    fileprivate func noted(_ note: String?) -> QueryFailure {
        guard case .failed(let reason) = self, let note else { return self }
        return .failed("\(reason); \(note)")
    }
}

extension EngineProcess {
    /// Kills the process and its group, unless another process has its number now.
    package func kill() {
        ChildIdentity(processID: processID, startTicks: startTicks).kill()
    }
}
