import PipelineAPI
package import PipelineEngine

package import struct FoundationEssentials.Date

extension HandlerTable {
    /// Everything this service serves, over one store, one SQL engine and one runner.
    package static func service(
        store: any Store,
        engine: any SQLEngine,
        runner: any BatchRunner,
        files: FileSelection,
        now: @escaping @Sendable () -> Date
    ) -> HandlerTable {
        var table = HandlerTable(now: now)
        table.addRepos(RepoService(store: store), PointService(store: store))
        table.addDataSources(DataSourceService(store: store, files: files, engine: engine))
        table.addJobs(JobService(store: store, engine: engine, runner: runner, files: files))
        table.addRuns(RunService(store: store, runner: runner))
        table.addVariables(VariableService(store: store))
        return table
    }

    private mutating func addRepos(_ repos: RepoService, _ points: PointService) {
        on(CreateRepo.self) { call, _ throws(APIError) in try await repos.create(call) }
        on(ListRepos.self) { call, _ throws(APIError) in try await repos.list(call) }
        on(GetRepo.self) { call, _ throws(APIError) in try await repos.get(call) }
        on(UpdateRepo.self) { call, _ throws(APIError) in try await repos.update(call) }
        on(DeleteRepo.self) { call, _ throws(APIError) in try await repos.delete(call) }
        on(ListTransforms.self) { call, _ throws(APIError) in try await repos.transforms(call) }
        on(ListExports.self) { call, _ throws(APIError) in try await repos.exports(call) }
        on(PostPoints.self, points.post)
    }

    private mutating func addDataSources(_ sources: DataSourceService) {
        on(CreateDataSource.self, sources.create)
        on(UpdateDataSource.self) { call, _ throws(APIError) in try await sources.update(call) }
        on(GetDataSource.self) { call, _ throws(APIError) in try await sources.get(call) }
        on(ListDataSources.self) { call, _ throws(APIError) in try await sources.list(call) }
        on(DeleteDataSource.self) { call, _ throws(APIError) in try await sources.delete(call) }
        on(InferSchema.self, sources.inferSchema)
    }

    private mutating func addJobs(_ jobs: JobService) {
        on(CreateJob.self, jobs.create)
        on(UpdateJob.self, jobs.update)
        on(GetJob.self) { call, _ throws(APIError) in try await jobs.get(call) }
        on(ListJobs.self) { call, _ throws(APIError) in try await jobs.list(call) }
        on(StartJob.self) { call, _ throws(APIError) in try await jobs.start(call) }
        on(StopJob.self) { call, _ throws(APIError) in try await jobs.stop(call) }
        on(DeleteJob.self) { call, _ throws(APIError) in try await jobs.delete(call) }
        on(ListJobExports.self) { call, _ throws(APIError) in try await jobs.exports(call) }
    }

    private mutating func addRuns(_ runs: RunService) {
        on(ListRuns.self, runs.list)
        on(StopRun.self) { call, _ throws(APIError) in try await runs.stop(call) }
        on(RerunRun.self) { call, _ throws(APIError) in try await runs.rerun(call) }
    }

    private mutating func addVariables(_ variables: VariableService) {
        on(CreateVariable.self) { call, _ throws(APIError) in try await variables.create(call) }
        on(UpdateVariable.self) { call, _ throws(APIError) in try await variables.update(call) }
        on(GetVariable.self) { call, _ throws(APIError) in try await variables.get(call) }
        on(ListVariables.self) { call, _ throws(APIError) in try await variables.list(call) }
        on(DeleteVariable.self) { call, _ throws(APIError) in try await variables.delete(call) }
    }
}
