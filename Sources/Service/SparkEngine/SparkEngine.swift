package import ChildProcess
import FoundationEssentials
package import PipelineAPI
package import PipelineEngine

/// Computes SQL with Spark: a `spark-submit` for each run, and a driver that is kept running for all that is small.
package struct SparkEngine: SQLEngine {
    package let name = "spark"
    package let runsJars = true
    /// What keeps the driver running; its `run()` must be running for any answer to come.
    package let driver: SparkDriver
    private let command: SparkCommand
    let scratchDirectory: String
    private let standard: ComputeLimits
    /// The zone on whose clock SQL is computed; `nil` is UTC.
    private let zone: String?
    private let functions: @Sendable () async throws(APIError) -> [JarFunction]

    /// How long a description or an inference may take.
    static let description = Duration.seconds(60)
    /// Steps and files have limits of their own, by which their tasks are cancelled.
    static let computation = Duration.seconds(86_400)

    /// `scratchDirectory` is the absolute path of an existing directory for temporary files, `standard` what a
    /// run without a container may use.
    ///
    /// `zone` is a name of the tz database on whose clock SQL is computed, `functions` returns those that are
    /// registered, `hdfsUser` the name that HDFS is asked with.
    package init(
        files: SparkFiles,
        master: String = "local[*]",
        scratchDirectory: String,
        owner: ChildOwner? = nil,
        standard: ComputeLimits = .standard,
        zone: String? = nil,
        hdfsUser: @escaping @Sendable () -> String? = { nil },
        functions: @escaping @Sendable () async throws(APIError) -> [JarFunction] = { [] }
    ) {
        let command = SparkCommand(files: files, master: master, owner: owner, user: hdfsUser)
        self.command = command
        self.scratchDirectory = scratchDirectory
        driver = SparkDriver { command.resident(in: scratchDirectory) }
        self.standard = standard
        self.zone = zone
        self.functions = functions
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
        let functions = try await functions()
        return try await inScratch(declared, refusal: .invalidJobSQL) {
            inputs async throws(SparkFailure) in
            let request = SparkMessage.Describe(
                sql: sql,
                tables: inputs.tables.map(SparkMessage.Table.init),
                functions: functions,
                zone: zone
            )
            return try await asked(.init(describe: request), inputs, SparkEngine.description).fields
                ?? []
        }
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
        let functions = try await registered()
        let inputs = try await prepared(query.tables, in: query.workDirectory)
        defer { inputs.remove() }
        let run = SparkMessage.Run(query, inputs.tables, functions, zone)
        let request = SparkMessage.Request(run: run)
        guard query.resultFormat == .parquet else {
            let answer = try await computed(request, inputs) { child in
                await onStart(EngineProcess(child))
            }
            return QueryResult(rows: answer.rows ?? 0, note: inputs.note(nil))
        }
        let submission = SparkSubmission(
            query: query,
            inputs: inputs,
            command: command,
            limits: query.limits ?? standard
        )
        return try await submission.run(request, onStart: onStart, onProgress: onProgress)
    }

    package func write(_ writing: FileWriting) async throws(QueryFailure) -> [String] {
        if let refusal = refusal(ofFormat: writing.format, compression: writing.compression) {
            throw .failed(refusal)
        }
        let inputs = try await prepared([writing.table], in: writing.workDirectory)
        defer { inputs.remove() }
        let request = SparkMessage.Write(writing, inputs.tables[0])
        let answer = try await computed(.init(write: request), inputs)
        return answer.paths ?? []
    }

    private func registered() async throws(QueryFailure) -> [JarFunction] {
        do throws(APIError) { return try await functions() } catch { throw .failed(error.message) }
    }

    private func prepared(
        _ tables: [InputTable],
        in directory: String
    ) async throws(QueryFailure) -> SparkInputs {
        do throws(SparkFailure) {
            return try await inputs(tables, in: directory)
        } catch { throw error.ofQuery }
    }

    /// Computes with the driver that is kept running.
    private func computed(
        _ request: SparkMessage.Request,
        _ inputs: SparkInputs,
        onStart: @escaping @Sendable (ChildIdentity) async -> Void = { _ in }
    ) async throws(QueryFailure) -> SparkMessage.Answer {
        do throws(SparkFailure) {
            return try await asked(request, inputs, SparkEngine.computation, onStart: onStart)
        } catch { throw error.ofQuery }
    }

    package func refusal(ofFormat format: String, compression: String) -> String? {
        guard format == "parquet", compression == "lzo" else { return nil }
        return "spark cannot write parquet with 'lzo', whose library does not come with it: "
            + "use none, snappy or gzip"
    }
}

extension EngineProcess {
    init(_ child: ChildIdentity) {
        self.init(processID: child.processID, startTicks: child.startTicks)
    }
}
