import FoundationEssentials
import PipelineAPI

/// Executes one run, from Ready or Restarting to its final status: computes the result and exports it.
///
/// It decides nothing about other runs. **Invariants:** a run is stored as Running before its computation
/// starts, and its final status is stored before a downstream run is created; a run that was asked to
/// stop ends Canceled, even if its computation has succeeded, and leaves no result. A success is stored
/// together with the last of its files (``JobExporter``), or here where no file was placed.
struct RunExecutor: Sendable {
    let store: any JobStore
    let engines: Engines
    let queries: QueryBuilder
    let exporter: JobExporter
    let paths: RunPaths
    let now: @Sendable () -> Date
    let retry: StoreRetry

    /// Executes a run that has a slot; cancelling the task, or a request to stop, terminates its processes.
    ///
    /// Returns the run if it succeeded; `nil` if it did not, or if it may not start any more.
    func execute(_ slot: RunScheduler.Slot) async -> RunRecord? {
        let key = slot.key
        let found = await retry.answer { try await store.run(job: key.job, runId: key.runId) }
        guard let run = found ?? nil, run.key == key, [.ready, .restarting].contains(run.status)
        else { return nil }
        let running = run.started(at: now())
        let isRunning = await retry.answer {
            try await store.replace(running, whereStatus: run.status)
        }
        guard isRunning == true else { return nil }
        let ended = await outcome(of: running, until: slot.ends)
        await storeEnd(ended)
        return ended.status == .successful ? ended : nil
    }

    /// Stores a run's final status; one that was asked to stop is Canceled, even if it succeeded.
    private func storeEnd(_ ended: RunRecord) async {
        let isStored = await retry.answer { () async throws(APIError) in
            if try await store.replace(ended, whereStatus: .running) { return true }
            return try await store.run(job: ended.job, runId: ended.runId) == ended
        }
        if isStored == true { return }
        try? FileManager.default.removeItem(atPath: paths.result(of: ended.key))
        let canceled = ended.ended(.canceled, "canceled by request", at: now())
        _ = await retry.answer { try await store.replace(canceled, whereStatus: .cancelling) }
    }

    /// Computes a run that is Running and exports its result.
    ///
    /// Returns the record with its final status.
    private func outcome(
        of run: RunRecord,
        until ends: AsyncStream<RunEnd>
    ) async -> RunRecord {
        let (result, end) = await Endable.run(until: ends) {
            () async throws(QueryFailure) in try await computeAndExport(run)
        }
        switch (result, end) {
        case (.success(let ended), _): return ended
        case (_, .tooLong(let seconds)):
            let message =
                "the run took longer than \(seconds.seconds) s and was ended: let its SQL compute less, "
                + "or start the service with a longer --run-limit"
            return run.ended(.failed, message, at: now())
        case (.failure(.failed(let reason)), _): return run.ended(.failed, reason, at: now())
        case (.failure(.stopped), _), (nil, _):
            let message = "the service was stopped while the run was running"
            return run.ended(.failed, message, at: now())
        }
    }

    /// Returns the record of a run that succeeded.
    private func computeAndExport(_ run: RunRecord) async throws(QueryFailure) -> RunRecord {
        defer { try? FileManager.default.removeItem(atPath: paths.objects(of: run.key)) }
        let (job, query, note) = try await queries.query(for: run)
        let engine = engines.engine(ofJob: run.job)
        let result = try await noting(note) { () async throws(QueryFailure) in
            let running = RunningRecord(run, in: store)
            return try await engine.run(
                query,
                onStart: { await running.set(child: $0) },
                onProgress: { await running.set(message: $0) }
            )
        }
        // Before the run's end is stored, which may be with its exports: after a crash nobody looks here again.
        try? FileManager.default.removeItem(atPath: paths.objects(of: run.key))
        let end = now()
        let summary = RunSummary(
            engine: engine.name,
            rows: result.rows,
            files: query.tables.reduce(0) { $0 + $1.files.paths.count },
            seconds: end.timeIntervalSince(run.startTime ?? end),
            emptyTables: query.tables.filter(\.files.paths.isEmpty).map(\.name),
            note: result.note
        )
        let exports = try await exports(of: run)
        let message = summary.description + (note.map { "; \($0)" } ?? "")
        guard !exports.isEmpty else { return run.ended(.successful, message, at: now()) }
        let computed = JobExporter.Result(
            run: run,
            job: job,
            path: query.resultPath
        )
        let names = exports.map { "'\($0.name)' (\($0.type))" }.joined(separator: ", ")
        let ended = run.ended(.successful, "\(message); exported by \(names)", at: now())
        try await exporter.export(computed, by: exports, ending: ended)
        return ended
    }

    /// Adds a note to the reason of a failure: a computation that lacks memory may have been given less.
    private func noting<Value>(
        _ note: String?,
        _ body: () async throws(QueryFailure) -> Value
    ) async throws(QueryFailure) -> Value {
        do throws(QueryFailure) {
            return try await body()
        } catch {
            guard case .failed(let reason) = error, let note else { throw error }
            throw .failed("\(reason); \(note)")
        }
    }

    /// Returns the exports of the run's job.
    ///
    /// Throws where the job was deleted, also if one of its name was created since: that one is read last.
    private func exports(of run: RunRecord) async throws(QueryFailure) -> [JobExportRecord] {
        do throws(APIError) {
            let exports = try await store.jobExports(of: run.job)
            guard try await store.job(named: run.job)?.identity == run.jobIdentity else {
                throw QueryBuilder.gone(run.job)
            }
            return exports
        } catch { throw .failed(error.description) }
    }
}

/// What is stored of a run while it is computed; an engine tells it from more than one task.
///
/// Nothing is stored of a run that is not Running any more.
private actor RunningRecord {
    private var run: RunRecord
    private let store: any JobStore

    init(_ run: RunRecord, in store: any JobStore) {
        self.run = run
        self.store = store
    }

    /// Stores which process computes the run, so that the next start of the service can kill it.
    func set(child: EngineProcess) async {
        run.child = child
        await save()
    }

    /// Stores how far the computation is.
    func set(message: String) async {
        run.message = message
        await save()
    }

    private func save() async {
        _ = try? await store.replace(run, whereStatus: .running)
    }
}
