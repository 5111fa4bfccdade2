package import PipelineAPI
package import PipelineEngine

package import struct FoundationEssentials.Data
package import struct FoundationEssentials.Date

/// A store in memory, for tests and for `--ephemeral`.
///
/// Each function is a transaction, since it runs on the actor without suspension.
package actor MemoryStore: Store {
    var repoRecords: [String: RepoRecord] = [:]
    var batches: [String: [StoredBatch]] = [:]
    var lastPosition: Int64 = 0
    var tasks: [StreamKey: StreamTask] = [:]
    var positions: [StreamKey: StreamPosition] = [:]
    /// The end of the delivery that each export makes or has made.
    var deliveries: [StreamKey: Int64] = [:]
    /// The JSON of named records, by kind, then by name.
    var named: [String: [String: Data]] = [:]
    var exports: [JobExportRecord] = []
    private var sourceRecords: [String: DataSource] = [:]
    var jobRecords: [String: JobRecord] = [:]
    private var runRecords: [String: [RunRecord]] = [:]
    private var variables: [String: Variable] = [:]
    /// What exports have written, by key.
    var written: [String: WrittenKey] = [:]
    /// The placements under way, by id.
    var placements: [String: Placement] = [:]
    private var lastIdentity: Int64

    /// Definitions get identities above `lowest`; what an earlier store in memory gave must not come again.
    package init(identitiesAbove lowest: Int64 = 0) {
        lastIdentity = lowest
    }

    /// Returns the definition with the next identity.
    func identified<Definition: Identified>(_ definition: Definition) -> Definition {
        lastIdentity += 1
        var identified = definition
        identified.identity = lastIdentity
        return identified
    }

    package func repos() -> [RepoRecord] { repoRecords.values.sorted { $0.name < $1.name } }
    package func repo(named name: String) -> RepoRecord? { repoRecords[name] }

    package func insert(_ repo: RepoRecord) -> Bool {
        guard repoRecords[repo.name] == nil else { return false }
        repoRecords[repo.name] = identified(repo)
        return true
    }

    package func update(_ repo: RepoRecord) -> Bool {
        guard repoRecords[repo.name]?.identity == repo.identity else { return false }
        repoRecords[repo.name] = repo
        return true
    }

    package func dataSources() -> [DataSource] {
        sourceRecords.sorted { $0.key < $1.key }.map(\.value)
    }

    package func dataSource(named name: String) -> DataSource? { sourceRecords[name] }

    package func insert(_ source: DataSource) -> Bool {
        guard let name = source.name, sourceRecords[name] == nil else { return false }
        sourceRecords[name] = source
        return true
    }

    package func update(_ source: DataSource) -> Bool {
        guard let name = source.name, sourceRecords[name] != nil else { return false }
        sourceRecords[name] = source
        return true
    }

    package func deleteDataSource(named name: String) -> Bool {
        sourceRecords.removeValue(forKey: name) != nil
    }

    package func jobs() -> [JobRecord] { jobRecords.values.sorted { $0.name < $1.name } }
    package func job(named name: String) -> JobRecord? { jobRecords[name] }

    package func insert(_ job: JobRecord) -> Bool {
        guard jobRecords[job.name] == nil else { return false }
        jobRecords[job.name] = identified(job)
        return true
    }

    package func update(_ job: JobRecord) -> Bool {
        guard let old = jobRecords[job.name], old.identity == job.identity else { return false }
        jobRecords[job.name] = job
        jobRecords[job.name]?.isScheduled = old.isScheduled
        return true
    }

    package func setScheduled(_ isScheduled: Bool, job: String) -> Bool {
        guard jobRecords[job] != nil else { return false }
        jobRecords[job]?.isScheduled = isScheduled
        return true
    }

    package func deleteJob(named name: String) -> Bool {
        exports.removeAll { $0.job == name }
        runRecords[name] = nil
        return jobRecords.removeValue(forKey: name) != nil
    }

    package func insert(_ variable: Variable) -> Bool {
        guard variables[variable.name] == nil else { return false }
        variables[variable.name] = variable
        return true
    }

    package func update(_ variable: Variable) -> Bool {
        guard variables[variable.name] != nil else { return false }
        variables[variable.name] = variable
        return true
    }

    package func deleteVariable(named name: String) -> Bool {
        variables.removeValue(forKey: name) != nil
    }

    package func userVariables() -> [Variable] { variables.values.sorted { $0.name < $1.name } }
}

extension MemoryStore {
    package func insertRun(
        of record: JobRecord,
        batchTime: Date,
        parameters: [String: String],
        isUnique: Bool
    ) -> RunRecord? {
        let job = record.name
        guard jobRecords[job]?.identity == record.identity else { return nil }
        let known = runRecords[job] ?? []
        if isUnique, known.contains(where: { $0.batchTime == batchTime }) { return nil }
        let run = RunRecord(
            job: job,
            jobIdentity: record.identity,
            runId: (known.last?.runId ?? 0) + 1,
            batchTime: batchTime,
            parameters: parameters
        )
        runRecords[job, default: []].append(run)
        return run
    }

    package func run(job: String, runId: Int) -> RunRecord? {
        runRecords[job]?.first { $0.runId == runId }
    }

    package func newestRun(job: String) -> RunRecord? { runRecords[job]?.last }

    package func lastStartedRun(job: String) -> RunRecord? {
        (runRecords[job] ?? []).filter { $0.startTime != nil }
            .max {
                ($0.startTime ?? .distantPast, $0.runId) < ($1.startTime ?? .distantPast, $1.runId)
            }
    }

    package func newestSuccessfulRun(
        of job: String,
        _ batchTime: BatchTimeBound
    ) -> RunRecord? {
        runRecords[job]?.last { $0.status == .successful && batchTime.contains($0.batchTime) }
    }

    package func latestBatchTime(job: String) -> Date? {
        runRecords[job]?.map(\.batchTime).max()
    }

    package func unfinishedRuns(of job: String) -> [RunRecord] {
        (runRecords[job] ?? []).filter { !$0.status.isFinal }
            .sorted { ($0.batchTime, $0.runId) < ($1.batchTime, $1.runId) }
    }

    package func jobs(reading source: String, _ type: JobSourceType) -> [JobRecord] {
        jobs().filter { $0.reads(source, type) }
    }

    package func unfinishedRuns() -> [RunRecord] {
        runRecords.values.flatMap { $0 }.filter { !$0.status.isFinal }
            .sorted { ($0.batchTime, $0.job, $0.runId) < ($1.batchTime, $1.job, $1.runId) }
    }

    package func replace(_ run: RunRecord, whereStatus status: RunStatus) -> Bool {
        guard let index = runRecords[run.job]?.firstIndex(where: { $0.runId == run.runId }),
            let stored = runRecords[run.job]?[index], stored.status == status,
            stored.rerunCount <= run.rerunCount,
            jobRecords[run.job]?.identity == run.jobIdentity
        else { return false }
        runRecords[run.job]?[index] = run
        return true
    }

    package func runs(_ question: RunQuery) -> RunPage {
        let matching = (runRecords[question.job] ?? []).filter { run in
            question.status == nil || run.status == question.status
        }
        let sorted = matching.sorted { left, right in
            question.isDescending
                ? question.sortBy.precedes(right, left) : question.sortBy.precedes(left, right)
        }
        let page = sorted.dropFirst(question.offset).prefix(question.limit)
        return RunPage(total: matching.count, runs: Array(page))
    }
}

extension RunQuery.Field {
    /// Orders runs by the field, then by id, so that pages are stable.
    ///
    /// A run that has not ended is ordered after all that have.
    fileprivate func precedes(_ left: RunRecord, _ right: RunRecord) -> Bool {
        func key(_ run: RunRecord) -> (Double, String) {
            switch self {
            case .endTime: (run.endTime?.timeIntervalSince1970 ?? .infinity, "")
            case .startTime: (run.startTime?.timeIntervalSince1970 ?? .infinity, "")
            case .batchTime: (run.batchTime.timeIntervalSince1970, "")
            case .runId: (Double(run.runId), "")
            case .status: (0, run.status.rawValue)
            case .duration: (run.finishedSeconds, "")
            }
        }
        let (leftKey, rightKey) = (key(left), key(right))
        return leftKey == rightKey ? left.runId < right.runId : leftKey < rightKey
    }
}

extension RunRecord {
    /// The duration of the run in seconds; infinite if it has not ended.
    fileprivate var finishedSeconds: Double {
        guard let startTime, let endTime else { return .infinity }
        return endTime.timeIntervalSince(startTime)
    }
}
