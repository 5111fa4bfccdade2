import ChildProcess
import FileReading
import FoundationEssentials
import PipelineEngine

/// One run by `spark-submit`, whose request, progress and answer are files of its work directory.
struct SparkSubmission {
    let query: Query
    let inputs: SparkInputs
    let command: SparkCommand
    let limits: ComputeLimits

    private var requestPath: String { query.workDirectory + "/request.json" }
    private var answerPath: String { query.workDirectory + "/answer.json" }
    private var progressPath: String { query.workDirectory + "/progress.json" }

    /// Runs it to its end; `onProgress` is called with words for the run's message whenever they change.
    ///
    /// Cancelling the task ends the process group; a master ends the application of a driver that is gone.
    func run(
        _ request: SparkMessage.Request,
        onStart: @Sendable @escaping (EngineProcess) async -> Void,
        onProgress: @Sendable @escaping (String) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        do {
            for path in [answerPath, progressPath] {
                try? FileManager.default.removeItem(atPath: path)
            }
            try Data(try SparkMessage.line(request).utf8).write(to: URL(filePath: requestPath))
            let child = command.run(
                query,
                request: requestPath,
                answer: answerPath,
                limits: limits
            )
            let (starts, started) = AsyncStream.makeStream(of: Void.self)
            let outcome = try await withThrowingTaskGroup(of: Void.self) { group in
                defer { group.cancelAll() }
                group.addTask {
                    for await _ in starts { try await tell(onProgress) }
                }
                return try await child.run { identity in
                    await onStart(EngineProcess(identity))
                    started.yield()
                }
            }
            try? Data(outcome.errorOutput.utf8)
                .write(to: URL(filePath: query.workDirectory + "/log.txt"))
            return try await result(outcome)
        } catch {
            if Task.isCancelled { throw .stopped }
            throw (error as? QueryFailure)
                ?? .failed(
                    "spark cannot be started: look at its files (--spark-home) and whether the data "
                        + "directory can be written"
                )
        }
    }

    private func result(
        _ outcome: ChildCommand.Outcome
    ) async throws(QueryFailure) -> QueryResult {
        let text = (try? String(contentsOfFile: answerPath, encoding: .utf8)) ?? ""
        guard let answer = SparkMessage.answer(text) else {
            let reason = inputs.names.naming(SparkSubmission.reason(outcome.errorOutput))
            throw .failed("spark \(outcome.ending) without an answer: \(reason)")
        }
        if let problem = answer.error {
            throw .failed("spark: " + (await inputs.text(of: problem)))
        }
        return QueryResult(
            rows: answer.rows ?? 0,
            note: inputs.note(answer.application.map { "application \($0)" })
        )
    }

    /// Returns the last line of the log that says what went wrong.
    private static func reason(_ log: String) -> String {
        let lines = log.split(separator: "\n").filter { $0.first != "\t" && $0.first != " " }
        let telling = lines.last { $0.contains("Exception") || $0.contains("rror") }
        guard let telling else { return "rerun it; its log is log.txt in the run's directory" }
        return String(telling.prefix(300))
    }

    /// Tells each change of the progress until its task is cancelled.
    private func tell(_ onProgress: @Sendable (String) async -> Void) async throws {
        var told = ""
        while true {
            try await Task.sleep(for: .milliseconds(500))
            guard let data = FileManager.default.contents(atPath: progressPath),
                let progress = try? JSONDecoder().decode(SparkProgress.self, from: data)
            else { continue }
            let words = progress.description
            if words != told { await onProgress(words) }
            told = words
        }
    }
}
