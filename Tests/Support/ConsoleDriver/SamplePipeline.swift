import FoundationEssentials
package import PipelineAPI
import PipelineEngine
package import PipelineService

/// A small pipeline on the real service: two repos, three jobs and their runs, a variable.
///
/// Nothing is computed: runs are as the test puts them into the store.
package struct SamplePipeline: Sendable {
    package let store = MemoryStore()
    let api: HandlerTable

    /// `broken` has a failed run, `hourly_pv` a running one after three that succeeded, `idle` none.
    init(clock: HandClock) async throws {
        let now: @Sendable () -> Date = { clock.date }
        let files = FileSelection(root: "/nowhere", zone: .utc) { _ in ["a.json"] }
        let engine = IdleEngine()
        api = HandlerTable.service(
            ServiceParts(
                store: store,
                engines: Engines(engine),
                plugins: NoPlugins(),
                runner: JobRunner(
                    store: store,
                    engines: Engines(engine),
                    files: files,
                    destination: NoDestination(),
                    dependencies: JobRunner.Dependencies(
                        root: "/nowhere",
                        limits: RunLimits(parallel: 1),
                        now: now,
                        sleep: { _ in },
                        endChild: { _ in }
                    )
                ),
                streams: NoStreams(),
                files: files,
                pluginDirectory: "/nowhere",
                md5: { $0 },
                now: now,
                account: {
                    ServiceDescription(
                        version: "1.2.3",
                        store: .init(kind: "memory"),
                        engines: [.init(name: "fake", isReady: true)]
                    )
                }
            )
        )
        for name in ["access_log", "orders"] {
            let repo = Repo(region: "nb", schema: [SchemaField("path", .string)])
            _ = await store.insert(RepoRecord(name: name, repo: repo))
        }
        _ = await store.insert(
            Variable(name: "lastDay", type: .time, value: "$(now)-1d", format: "yyyy-MM-dd")
        )
        try await addJob("broken", crontab: "0 3 * * *")
        try await addJob("hourly_pv", crontab: "0 * * * *")
        try await addJob("idle", crontab: nil)
        try await addRun(of: "broken", .failed, hoursAgo: 9, message: "no column 'prize'")
        for hours in [3, 2, 1] { try await addRun(of: "hourly_pv", .successful, hoursAgo: hours) }
        try await addRun(of: "hourly_pv", .running, hoursAgo: 0)
    }

    package func addJob(
        _ name: String,
        crontab: String?,
        params: [JobParameter]? = nil
    ) async throws {
        let definition = JobDefinition(
            srcs: [JobSource(name: "files", type: .dataSource, tableName: "t")],
            computation: Computation(code: "SELECT count(*) AS n FROM t"),
            container: Container(type: "1U2G", count: 1),
            scheduler: JobScheduler(
                type: crontab == nil ? .manual : .crontab,
                spec: crontab.map { JobScheduler.Spec(crontab: $0) }
            ),
            params: params
        )
        _ = await store.insert(
            JobRecord(
                name: name,
                definition: definition,
                schema: [SchemaField("n", .long)],
                createdAt: HandClock.start
            )
        )
    }

    /// Adds a job that runs when another has succeeded.
    package func addDependJob(_ name: String, on upstream: String) async {
        let definition = JobDefinition(
            srcs: [JobSource(name: upstream, type: .job, tableName: "u")],
            computation: Computation(code: "SELECT n FROM u"),
            scheduler: JobScheduler(type: .depend)
        )
        _ = await store.insert(
            JobRecord(
                name: name,
                definition: definition,
                schema: [SchemaField("n", .long)],
                createdAt: HandClock.start
            )
        )
    }

    /// Adds a run that began so long ago and, where it has ended, took a minute.
    package func addRun(
        of job: String,
        _ status: RunStatus,
        hoursAgo hours: Int,
        message: String = ""
    ) async throws {
        let began = HandClock.start.addingTimeInterval(-3600 * Double(hours) - 120)
        guard let record = await store.job(named: job) else { return }
        let inserted = await store.insertRun(
            of: record,
            batchTime: began,
            parameters: [:],
            isUnique: true
        )
        guard var run = inserted else { return }
        run.status = status
        run.startTime = began
        run.endTime = status.isFinal ? began.addingTimeInterval(60) : nil
        run.message = message
        _ = await store.replace(run, whereStatus: .ready)
    }

    /// Runs the newest run of a job to its end, in a number of seconds.
    package func completeRun(
        of job: String,
        _ status: RunStatus,
        seconds: Double,
        message: String = ""
    ) async {
        guard let run = await store.newestRun(job: job) else { return }
        var ended = run
        ended.status = status
        ended.startTime = run.batchTime
        ended.endTime = run.batchTime.addingTimeInterval(seconds)
        ended.message = message
        _ = await store.replace(ended, whereStatus: run.status)
    }

    /// Returns the values with which each run of a job was started, the first run first.
    package func parameters(of job: String) async -> [[String: String]] {
        var values: [[String: String]] = []
        while let run = await store.run(job: job, runId: values.count + 1) {
            values.append(run.parameters)
        }
        return values
    }

    /// Ends the newest run of a job.
    package func endRun(of job: String, _ status: RunStatus, message: String = "") async {
        guard let run = await store.newestRun(job: job) else { return }
        var ended = run
        ended.status = status
        ended.endTime = HandClock.start
        ended.message = message
        _ = await store.replace(ended, whereStatus: run.status)
    }
}

/// Describes every query as one column, and computes none.
private struct IdleEngine: SQLEngine {
    let name = "idle"

    func describe(_ sql: String, tables: [InputTable]) throws(APIError) -> [SchemaField] {
        [SchemaField("n", .long)]
    }

    func inferSchema(of files: InputFiles) throws(APIError) -> [SchemaField] {
        [SchemaField("n", .long)]
    }

    func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) throws(QueryFailure) -> QueryResult { QueryResult(rows: 0) }

    func write(_ writing: FileWriting) throws(QueryFailure) -> [String] { [] }
    func refusal(ofFormat format: String, compression: String) -> String? { nil }
}

private struct NoPlugins: PluginEngine {
    func fields(of plugin: String) throws(APIError) -> [PluginField] { [] }
    func run(_ plugin: String, over input: String, into output: String) {}
}

private struct NoDestination: Destination {
    func deliver(_ delivery: Delivery) {}
    func check(_ files: ResultFiles) {}
    func place(_ files: ResultFiles) {}
    func forget(_ source: String, _ type: ExportType, _ spec: JSONValue) {}
}

private struct NoStreams: StreamControl {
    func pointsArrived(in repo: String) {}
    func tasksChanged() {}
    func taskDeleted(_ task: StreamTask) {}
}
