package import ChildProcess
import FileReading
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
    let executable: String
    let scratchDirectory: String
    let owner: ChildOwner?
    let standard: ComputeLimits
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
        // With a declared schema the files need not be read; lines of text have one without them.
        let declared = tables.map { table in
            guard case .text = table.files.format else {
                return table.schema.isEmpty ? table : table.unread
            }
            return InputTable(
                name: table.name,
                files: InputFiles(paths: [], format: .text),
                schema: []
            )
        }
        let translated = try await translated(sql, over: declared)
        do throws(APIError) {
            return try await described(translated, tables: declared, refusal: .invalidJobSQL)
                .map { DuckDBType.field($0.name, type: $0.type) }
        } catch {
            guard error.code == .invalidJobSQL else { throw error }
            throw APIError(error.code, NamedPlace.problem(error.message, in: sql).description)
        }
    }

    package func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        if let refusal = DuckDBFiles.refusal(of: query.tables.flatMap(\.files.paths)) {
            throw .failed(refusal)
        }
        let unfinished = query.workDirectory + "/result.unfinished"
        defer { removeInputs(of: query.workDirectory) }
        let translated = try await translated(query)
        let written = query
        var query = query
        query.sql = translated.sql
        do {
            var job = try await prepare(query.tables, in: query.workDirectory)
            job.script.limits = query.limits ?? standard
            job.script.prelude = translated.prelude
            let output = try await output(
                of: job.script.compute(query, into: unfinished),
                job,
                onStart: onStart
            )
            let rows = try await finish(unfinished, of: query, job, counted: output)
            try move(unfinished, to: query.resultPath)
            let notes = [translated.note].compactMap(\.self) + job.tables.flatMap(\.notes)
            return QueryResult(
                rows: rows,
                note: notes.isEmpty ? nil : notes.joined(separator: "; ")
            )
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            let problem = await placed(error, in: written)
            throw DuckDBEngine.failure(problem).noted(translated.note)
        }
    }

    /// Returns the number of rows in a result, whose lines have null then for the numbers that JSON has not.
    private func finish(
        _ path: String,
        of query: Query,
        _ job: DuckDBJob,
        counted output: String
    ) async throws -> Int {
        guard query.resultFormat == .jsonLines else {
            let counts = try JSONDecoder().decode([RowCount].self, from: Data(output.utf8))
            return counts.first?.rows ?? 0
        }
        let lines = try await WrittenLines(path: path)
        guard lines.hasSuspects else { return lines.count }
        let rewritten = query.workDirectory + "/result.rewritten"
        defer { try? FileManager.default.removeItem(atPath: rewritten) }
        let script = job.script.rewrite(path, longest: lines.longest, to: rewritten)
        _ = try await self.output(of: script, job) { _ in }
        try move(rewritten, to: path)
        return lines.count
    }

    /// Replaces what is at the path atomically.
    private func move(_ written: String, to path: String) throws(QueryFailure) {
        guard rename(written, path) == 0 else {
            throw .failed("the result cannot be moved to its place: look at the data directory")
        }
    }

    private func translated(_ query: Query) async throws(QueryFailure) -> TranslatedSQL {
        if query.isGenerated { return TranslatedSQL(query.sql) }
        do throws(APIError) {
            return try await translated(query.sql, over: query.tables)
        } catch {
            throw Task.isCancelled ? .stopped : .failed(error.message)
        }
    }

    /// Returns the columns of a query's result, with DuckDB's types.
    func described(
        _ sql: TranslatedSQL,
        tables: [InputTable],
        refusal: ErrorCode
    ) async throws(APIError) -> [Column] {
        try await inScratch(refusal: refusal) { directory in
            var job = try await prepare(tables, in: directory)
            job.script.prelude = sql.prelude
            return try await columns(job.script.describe(sql.sql), job)
        }
    }

    package func refusal(ofFormat format: String, compression: String) -> String? {
        DuckDBWriting.refusal(ofFormat: format, compression: compression)
    }

    package func write(_ writing: FileWriting) async throws(QueryFailure) -> [String] {
        if let refusal = refusal(ofFormat: writing.format, compression: writing.compression) {
            throw .failed(refusal)
        }
        defer { removeInputs(of: writing.workDirectory) }
        do {
            var writing = writing
            var job = try await prepare([writing.table], in: writing.workDirectory)
            if DuckDBWriting(writing).needsTypes, writing.table.schema.isEmpty {
                let all = job.script.describe("SELECT * FROM \(SQLText.name(writing.table.name))")
                writing.table.schema = try await columns(all, job).map {
                    DuckDBType.field($0.name, type: $0.type)
                }
            }
            job.script.writesParts = true
            _ = try await output(of: job.script.write(writing), job) { _ in }
            return try WrittenFiles(writing).collect()
        } catch { throw DuckDBEngine.failure(error) }
    }

    /// What is thrown by a computation, as the reason of its failure.
    private static func failure(_ error: any Error) -> QueryFailure {
        if Task.isCancelled || error is CancellationError { return .stopped }
        if let error = error as? APIError { return .failed(error.message) }
        if let error = error as? DuckDBFailure { return .failed(error.text) }
        if let error = error as? CocoaError { return .failed(error.ofOwnFiles) }
        return (error as? QueryFailure)
            ?? .failed("duckdb cannot be run: look at the service's log")
    }

    private struct RowCount: Decodable {
        let rows: Int
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
