import ChildProcess
import FileReading
import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// Tables that were looked through, and the script that reads them.
struct DuckDBJob {
    var script: DuckDBScript
    let tables: [PreparedTable]
    let names: FileNames
    let directory: String

    init(tables: [PreparedTable], names: FileNames, directory: String, limits: ComputeLimits) {
        script = DuckDBScript(tables: tables, workDirectory: directory, limits: limits)
        self.tables = tables
        self.names = names
        self.directory = directory
    }
}

/// Why DuckDB has computed nothing.
struct DuckDBFailure: Error {
    /// The message for users.
    var text: String
    /// What DuckDB says; `nil` where it was ended.
    var said: SQLFailure?
}

extension DuckDBEngine {
    /// Returns the output of the script's statements, as JSON; the script and the log stay in the
    /// directory.
    ///
    /// Throws a ``DuckDBFailure`` for what the command says.
    func output(
        of script: String,
        _ job: DuckDBJob,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws -> String {
        let path = job.directory + "/query.sql"
        try Data(script.utf8).write(to: URL(filePath: path))
        let command = ChildCommand(
            executable: executable,
            arguments: ["-init", "/dev/null", "-no-stdin", "-f", path, ":memory:"],
            environment: ["HOME": job.directory, "LC_ALL": "C.UTF-8"],
            owner: owner
        )
        let outcome = try await command.run { child in
            await onStart(
                EngineProcess(processID: child.processID, startTicks: child.startTicks)
            )
        }
        let raw = DuckDBMessage.clean(outcome.errorOutput)
        let said = DuckDBMessage.failure(in: raw)
        let message = raw.isEmpty ? "" : await message(for: said?.message ?? raw, job)
        try Data(message.utf8).write(to: URL(filePath: job.directory + "/log.txt"))
        guard outcome.isSuccess else {
            throw DuckDBFailure(
                text: message.isEmpty ? "duckdb \(outcome.ending)" : message,
                said: said
            )
        }
        return outcome.output
    }

    private func message(for raw: String, _ job: DuckDBJob) async -> String {
        let message = DuckDBMessage(
            names: job.names,
            directories: [job.directory, scratchDirectory, executable]
        )
        guard let failed = DuckDBMessage.failedValue(in: raw) else { return message.text(of: raw) }
        let line = await ValueSearch(tables: job.tables, names: job.names).line(of: failed)
        return failed.text(naming: job.names, line: line)
    }
}
