package import PipelineAPI

/// Creates the demo's pipeline on a service; what is there already is left as it is.
package struct DemoSetUp: Sendable {
    private let api: any APICaller
    private let pipeline: DemoPipeline

    package init(api: any APICaller, pipeline: DemoPipeline) {
        self.api = api
        self.pipeline = pipeline
    }

    /// Applies the pipeline, and answers whether anything was new.
    ///
    /// `points` are posted to `access_log` once, `progress` is told each step in a few words. Throws
    /// what the service refused.
    package func apply(
        points: [AccessRecord],
        progress: (String) -> Void
    ) async throws(APIError) -> Bool {
        progress("repos and variables")
        var isNew = false
        for call in pipeline.repos {
            let created = try await create(call)
            isNew = isNew || created
            if created, call.repo.description == DemoPipeline.liveRepo { try await post(points) }
        }
        for call in pipeline.variables { _ = try await create(call) }
        progress("transforms and exports")
        for call in pipeline.transforms { _ = try await create(call) }
        for call in pipeline.exports { _ = try await create(call) }
        progress("data sources")
        for call in pipeline.dataSources { _ = try await create(call) }
        for (index, call) in pipeline.jobs.enumerated() {
            progress("jobs \(index + 1)/\(pipeline.jobs.count)")
            let created = try await create(pipeline.isAwaited(call) ? held(call) : call)
            if created, call.job.description == "monthly_report" {
                _ = try await api.send(StartJob(job: call.job))
            }
        }
        for call in pipeline.jobs where pipeline.isAwaited(call) { try await release(call) }
        for call in pipeline.jobExports { _ = try await create(call) }
        return isNew
    }

    /// Makes what has happened before anybody looks, on a pipeline that is new: a definition is changed, and its newest
    /// run runs again with it; a schedule is stopped; a job is started.
    ///
    /// `wait` is called while a run has not ended, `seen` with the changed job, as it was and as it is.
    package func makePast(
        wait: () async throws(APIError) -> Void,
        seen: (Job) -> Void
    ) async throws(APIError) {
        let change = try DemoPipeline.changedDefinition()
        let run = try await newestEnd(of: change.job, wait)
        try await look(at: change.job, seen)
        _ = try await api.send(change)
        try await look(at: change.job, seen)
        _ = try await api.send(RerunBatch(job: change.job, runId: run))
        let stopped = try JobName(DemoPipeline.stoppedJob)
        _ = try await newestEnd(of: stopped, wait)
        _ = try await api.send(StopJob(job: stopped))
        _ = try await api.send(StartJob(job: try JobName(DemoPipeline.startedJob)))
    }

    /// Hands over a job as its list has it.
    private func look(at job: JobName, _ seen: (Job) -> Void) async throws(APIError) {
        try await api.send(ListJobs()).jobs.filter { $0.name == job.description }.forEach(seen)
    }

    /// Returns the id of a job's newest run, once it has ended.
    private func newestEnd(
        of job: JobName,
        _ wait: () async throws(APIError) -> Void
    ) async throws(APIError) -> Int {
        while true {
            let newest = try await api.send(ListRuns(job: job, runId: ListRuns.newest)).history
                .first
            if let newest, newest.status.isFinal { return newest.runId }
            try await wait()
        }
    }

    /// The job without its schedule: a run of it that ended before the jobs that depend on it are there
    /// would be lost to them.
    private func held(_ call: CreateJob) -> CreateJob {
        var held = call
        held.body.scheduler = JobScheduler(type: .manual)
        return held
    }

    private func release(_ call: CreateJob) async throws(APIError) {
        guard try await api.send(GetJob(job: call.job)).scheduler.type == .manual else { return }
        _ = try await api.send(UpdateJob(job: call.job, body: call.body))
    }

    /// False where the thing exists already, which is how the second start finds it.
    private func create<Call: APICall>(
        _ call: Call
    ) async throws(APIError) -> Bool where Call.Output == Nothing {
        do throws(APIError) {
            _ = try await api.send(call)
            return true
        } catch {
            let exists: [ErrorCode] = [
                .repoExists, .variableExists, .dataSourceExists, .jobExists, .transformExists,
                .exportExists, .jobExportExists,
            ]
            guard exists.contains(error.code) else { throw error }
            return false
        }
    }

    private func post(_ points: [AccessRecord]) async throws(APIError) {
        for start in stride(from: 0, to: points.count, by: 1000) {
            let part = Array(points[start..<min(start + 1000, points.count)])
            _ = try await api.send(DemoPipeline.post(part))
        }
    }
}
