package import ChildProcess
import FoundationEssentials
package import PipelineAPI
package import PipelineEngine

/// Computes SQL with Spark: a `spark-submit` for each run, and a driver that is kept running for all that is small.
package struct SparkEngine: SQLEngine {
    package let name = "spark"
    /// What keeps the driver running; its `run()` must be running for any answer to come.
    package let driver: SparkDriver
    private let command: SparkCommand
    private let standard: ComputeLimits

    /// How long a description or an inference may take.
    private static let description = Duration.seconds(60)
    /// Steps and files have limits of their own, by which their tasks are cancelled.
    private static let computation = Duration.seconds(86_400)

    /// `scratchDirectory` is the absolute path of an existing directory for temporary files, `standard` what a
    /// run without a container may use.
    package init(
        files: SparkFiles,
        master: String = "local[*]",
        scratchDirectory: String,
        owner: ChildOwner? = nil,
        standard: ComputeLimits = .standard
    ) {
        command = SparkCommand(files: files, master: master, owner: owner)
        driver = SparkDriver(command.resident(in: scratchDirectory))
        self.standard = standard
    }

    package func describe(
        _ sql: String,
        tables: [InputTable]
    ) async throws(APIError) -> [SchemaField] {
        let declared = tables.map { table in
            var table = table
            // With a declared schema the files need not be read.
            if !table.schema.isEmpty || table.files.format == .text { table.files.paths = [] }
            return table
        }
        let request = SparkMessage.Describe(sql: sql, tables: declared.map(SparkMessage.Table.init))
        return try await fields(.init(describe: request), refusal: .invalidJobSQL)
    }

    package func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField] {
        if case .text = files.format { return [SchemaField("text", .string)] }
        let request = SparkMessage.Infer(files: SparkMessage.Files(files))
        return try await fields(.init(infer: request), refusal: .fileFormatMismatch)
    }

    package func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        try await run(query, onStart: onStart) { _ in }
    }

    package func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void,
        onProgress: @Sendable @escaping (String) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        let request = SparkMessage.Request(run: SparkMessage.Run(query))
        guard query.resultFormat == .parquet else {
            let answer = try await computed(request) { child in
                await onStart(EngineProcess(child))
            }
            return QueryResult(rows: answer.rows ?? 0)
        }
        let submission = SparkSubmission(
            query: query,
            command: command,
            limits: query.limits ?? standard
        )
        return try await submission.run(request, onStart: onStart, onProgress: onProgress)
    }

    package func write(_ writing: FileWriting) async throws(QueryFailure) -> [String] {
        if let refusal = refusal(ofFormat: writing.format, compression: writing.compression) {
            throw .failed(refusal)
        }
        let answer = try await computed(.init(write: SparkMessage.Write(writing)))
        return answer.paths ?? []
    }

    package func refusal(ofFormat format: String, compression: String) -> String? {
        guard format == "parquet", compression == "lzo" else { return nil }
        return "spark cannot write parquet with 'lzo', whose library does not come with it: "
            + "use none, snappy or gzip"
    }

    private func fields(
        _ request: SparkMessage.Request,
        refusal: ErrorCode
    ) async throws(APIError) -> [SchemaField] {
        guard let line = try? SparkMessage.line(request) else {
            throw APIError(refusal, "the SQL cannot be read: write it as UTF-8")
        }
        switch await driver.ask(line, within: SparkEngine.description) {
        case .answer(let text):
            let answer = SparkMessage.answer(text)
            if let problem = answer?.error {
                throw APIError(refusal, "spark: " + problem.text)
            }
            if let fields = answer?.fields { return fields }
            throw APIError(.internalError, "spark gave no answer that can be read: try again")
        case .cancelled: throw APIError(.internalError, "the request was ended: try again")
        case .failed(let reason): throw APIError(.internalError, reason)
        }
    }

    /// Computes with the driver that is kept running.
    private func computed(
        _ request: SparkMessage.Request,
        onStart: @escaping @Sendable (ChildIdentity) async -> Void = { _ in }
    ) async throws(QueryFailure) -> SparkMessage.Answer {
        guard let line = try? SparkMessage.line(request) else {
            throw .failed("the SQL cannot be read: write it as UTF-8")
        }
        switch await driver.ask(line, within: SparkEngine.computation, onStart: onStart) {
        case .answer(let text):
            guard let answer = SparkMessage.answer(text) else {
                throw .failed("spark gave no answer that can be read: try again")
            }
            if let problem = answer.error { throw .failed("spark: " + problem.text) }
            return answer
        case .cancelled: throw .stopped
        case .failed(let reason): throw .failed(reason)
        }
    }
}

extension EngineProcess {
    init(_ child: ChildIdentity) {
        self.init(processID: child.processID, startTicks: child.startTicks)
    }
}
