import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// A store in memory that can be made to fail.
actor JobStoreFake: JobStore {
    private var records: [String: JobRecord] = [:]
    private var runs: [String: [RunRecord]] = [:]
    private var failures = 0
    private var exports: [JobExportRecord] = []
    /// How often jobs, or the times of their runs, were asked for.
    private(set) var questions = 0
    /// How often all jobs were asked for.
    private(set) var listings = 0
    private var unreadable = 0
    private var lastIdentity: Int64 = 0

    /// Makes the next changes of runs fail.
    func fail(next count: Int) { failures = count }

    /// Makes the next questions for the time of a job's last run fail.
    func failReading(next count: Int) { unreadable = count }

    private func failIfAsked() throws(APIError) {
        guard failures > 0 else { return }
        failures -= 1
        throw APIError(.internalError, "the disk is full: make room")
    }

    func add(
        _ name: String,
        _ type: SchedulerType,
        _ spec: JobScheduler.Spec = JobScheduler.Spec(crontab: "0 0 1 1 *"),
        reading upstream: String? = nil,
        in container: Container? = nil,
        at now: Date = Date()
    ) {
        let sources = upstream.map { [JobSource(name: $0, type: .job, tableName: "up")] }
        var record = JobRecord(
            name: name,
            definition: JobDefinition(
                srcs: sources ?? [],
                computation: Computation(code: "SELECT 1"),
                container: container,
                scheduler: JobScheduler(type: type, spec: spec)
            ),
            schema: [],
            createdAt: now
        )
        lastIdentity += 1
        record.identity = lastIdentity
        records[name] = record
    }

    /// Adds a run; one without a job's identity is of the job that is there.
    func put(_ run: RunRecord) {
        var run = run
        if run.jobIdentity == 0 { run.jobIdentity = records[run.job]?.identity ?? 0 }
        runs[run.job, default: []].append(run)
    }

    /// Waits until the run has a status.
    func wait(_ job: String, _ id: Int, for status: RunStatus) async throws -> RunRecord {
        while true {
            if let run = run(job: job, runId: id), run.status == status { return run }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    func delete(_ name: String) {
        records[name] = nil
        runs[name] = nil
    }

    private var sorted: [JobRecord] { records.values.sorted { $0.name < $1.name } }

    func jobs() -> [JobRecord] {
        questions += 1
        listings += 1
        return sorted
    }
    func job(named name: String) -> JobRecord? {
        questions += 1
        return records[name]
    }
    func dataSource(named name: String) -> DataSource? { nil }
    func userVariables() -> [Variable] { [] }
    func jobExports(of job: String) -> [JobExportRecord] { exports.filter { $0.job == job } }
    func add(_ export: JobExportRecord) { exports.append(export) }
    func setScheduled(_ isScheduled: Bool, job: String) -> Bool {
        records[job]?.isScheduled = isScheduled
        return records[job] != nil
    }
    func insertRun(
        of record: JobRecord,
        batchTime: Date,
        parameters: [String: String],
        isUnique: Bool
    ) throws(APIError) -> RunRecord? {
        try failIfAsked()
        let job = record.name
        guard records[job]?.identity == record.identity else { return nil }
        let known = runs[job] ?? []
        if isUnique, known.contains(where: { $0.batchTime == batchTime }) { return nil }
        let run = RunRecord(
            job: job,
            jobIdentity: record.identity,
            runId: known.count + 1,
            batchTime: batchTime,
            parameters: parameters
        )
        put(run)
        return run
    }
    func run(job: String, runId: Int) -> RunRecord? { runs[job]?.first { $0.runId == runId } }
    func newestRun(job: String) -> RunRecord? { runs[job]?.last }
    func lastStartedRun(job: String) -> RunRecord? {
        (runs[job] ?? []).filter { $0.startTime != nil }
            .max {
                ($0.startTime ?? .distantPast, $0.runId) < ($1.startTime ?? .distantPast, $1.runId)
            }
    }
    func newestSuccessfulRun(of job: String, _ batchTime: BatchTimeBound) -> RunRecord? {
        runs[job]?.last { $0.status == .successful && batchTime.contains($0.batchTime) }
    }
    func latestBatchTime(job: String) throws(APIError) -> Date? {
        questions += 1
        if unreadable > 0 {
            unreadable -= 1
            throw APIError(.internalError, "the disk cannot be read: look at the log")
        }
        return runs[job]?.map(\.batchTime).max()
    }
    func unfinishedRuns(of job: String) -> [RunRecord] {
        unfinishedRuns().filter { $0.job == job }
    }

    func jobs(reading source: String, _ type: JobSourceType) -> [JobRecord] {
        sorted.filter { $0.reads(source, type) }
    }

    func unfinishedRuns() -> [RunRecord] {
        runs.values.flatMap { $0 }.filter { !$0.status.isFinal }
    }
    func replace(_ run: RunRecord, whereStatus status: RunStatus) throws(APIError) -> Bool {
        try failIfAsked()
        guard let index = runs[run.job]?.firstIndex(where: { $0.runId == run.runId }),
            let stored = runs[run.job]?[index], stored.status == status,
            stored.rerunCount <= run.rerunCount,
            records[run.job]?.identity == run.jobIdentity
        else { return false }
        runs[run.job]?[index] = run
        return true
    }
}
