import PipelineAPI
package import PipelineEngine

package import struct FoundationEssentials.Data
package import struct FoundationEssentials.Date

/// What the service is put together from.
package struct ServiceParts: Sendable {
    package var store: any Store
    package var engine: any SQLEngine
    package var plugins: any PluginEngine
    package var runner: any BatchRunner
    package var streams: any StreamControl
    package var files: FileSelection
    /// Where the jars of plugins are kept.
    package var pluginDirectory: String
    /// Computes the MD5 of bytes.
    package var md5: @Sendable (Data) -> Data
    package var now: @Sendable () -> Date

    package init(
        store: any Store,
        engine: any SQLEngine,
        plugins: any PluginEngine,
        runner: any BatchRunner,
        streams: any StreamControl,
        files: FileSelection,
        pluginDirectory: String,
        md5: @escaping @Sendable (Data) -> Data,
        now: @escaping @Sendable () -> Date
    ) {
        self.store = store
        self.engine = engine
        self.plugins = plugins
        self.runner = runner
        self.streams = streams
        self.files = files
        self.pluginDirectory = pluginDirectory
        self.md5 = md5
        self.now = now
    }
}

extension HandlerTable {
    /// Everything this service serves.
    package static func service(_ parts: ServiceParts) -> HandlerTable {
        let lock = ChangeLock()
        var table = HandlerTable(now: parts.now)
        table.addRepos(parts, lock)
        table.addTransforms(parts, lock)
        table.addExports(parts, lock)
        table.addPlugins(parts, lock)
        table.addDataSources(parts, lock)
        table.addJobs(parts, lock)
        table.addJobExports(parts, lock)
        table.addRuns(RunService(store: parts.store, runner: parts.runner))
        table.addVariables(VariableService(store: parts.store))
        table.addGroups(GroupService(store: parts.store, lock: lock))
        table.addWorkflows(parts, lock)
        return table
    }

    private mutating func addRepos(_ parts: ServiceParts, _ lock: ChangeLock) {
        let repos = RepoService(store: parts.store, engine: parts.engine, lock: lock)
        let points = PointService(store: parts.store, streams: parts.streams)
        on(CreateRepo.self) { call, _ throws(APIError) in try await repos.create(call) }
        on(ListRepos.self) { call, _ throws(APIError) in try await repos.list(call) }
        on(GetRepo.self) { call, _ throws(APIError) in try await repos.get(call) }
        on(UpdateRepo.self) { call, _ throws(APIError) in try await repos.update(call) }
        on(DeleteRepo.self) { call, _ throws(APIError) in try await repos.delete(call) }
        on(CheckRepoExists.self) { call, _ throws(APIError) in try await repos.exists(call) }
        on(PostPoints.self, points.post)
        on(SamplePoints.self) { call, _ throws(APIError) in try await points.sample(call) }
    }

    private mutating func addTransforms(_ parts: ServiceParts, _ lock: ChangeLock) {
        let transforms = TransformService(
            store: parts.store,
            engine: parts.engine,
            plugins: parts.plugins,
            lock: lock,
            streams: parts.streams
        )
        on(CreateTransform.self, transforms.create)
        on(ListTransforms.self) { call, _ throws(APIError) in try await transforms.list(call) }
        on(GetTransform.self) { call, _ throws(APIError) in try await transforms.get(call) }
        on(UpdateTransform.self) { call, _ throws(APIError) in try await transforms.update(call) }
        on(DeleteTransform.self) { call, _ throws(APIError) in try await transforms.delete(call) }
        on(CheckTransformExists.self) { call, _ throws(APIError) in
            try await transforms.exists(call)
        }
    }

    private mutating func addExports(_ parts: ServiceParts, _ lock: ChangeLock) {
        let exports = ExportService(
            store: parts.store,
            engine: parts.engine,
            lock: lock,
            streams: parts.streams
        )
        on(CreateExport.self, exports.create)
        on(UpdateExport.self) { call, _ throws(APIError) in try await exports.update(call) }
        on(ListExports.self) { call, _ throws(APIError) in try await exports.list(call) }
        on(GetExport.self) { call, _ throws(APIError) in try await exports.get(call) }
        on(DeleteExport.self) { call, _ throws(APIError) in try await exports.delete(call) }
        on(CheckExportExists.self) { call, _ throws(APIError) in try await exports.exists(call) }
    }

    private mutating func addPlugins(_ parts: ServiceParts, _ lock: ChangeLock) {
        let plugins = PluginService(
            store: parts.store,
            plugins: parts.plugins,
            lock: lock,
            directory: parts.pluginDirectory,
            md5: parts.md5
        )
        on(UploadPlugin.self, plugins.upload)
        on(ListPlugins.self) { call, _ throws(APIError) in try await plugins.list(call) }
        on(GetPlugin.self) { call, _ throws(APIError) in try await plugins.get(call) }
        on(VerifyPlugin.self) { call, _ throws(APIError) in try await plugins.verify(call) }
        on(DeletePlugin.self) { call, _ throws(APIError) in try await plugins.delete(call) }
    }

    private mutating func addDataSources(_ parts: ServiceParts, _ lock: ChangeLock) {
        let sources = DataSourceService(
            store: parts.store,
            files: parts.files,
            engine: parts.engine,
            lock: lock
        )
        on(CreateDataSource.self, sources.create)
        on(UpdateDataSource.self) { call, _ throws(APIError) in try await sources.update(call) }
        on(GetDataSource.self) { call, _ throws(APIError) in try await sources.get(call) }
        on(ListDataSources.self) { call, _ throws(APIError) in try await sources.list(call) }
        on(DeleteDataSource.self) { call, _ throws(APIError) in try await sources.delete(call) }
        on(CheckDataSourceExists.self) { call, _ throws(APIError) in
            try await sources.exists(call)
        }
        on(InferSchema.self, sources.inferSchema)
    }

    private mutating func addJobs(_ parts: ServiceParts, _ lock: ChangeLock) {
        let jobs = JobService(
            store: parts.store,
            engine: parts.engine,
            runner: parts.runner,
            files: parts.files,
            lock: lock
        )
        on(CreateJob.self, jobs.create)
        on(UpdateJob.self, jobs.update)
        on(GetJob.self) { call, _ throws(APIError) in try await jobs.get(call) }
        on(ListJobs.self) { call, _ throws(APIError) in try await jobs.list(call) }
        on(StartJob.self) { call, _ throws(APIError) in try await jobs.start(call) }
        on(StopJob.self) { call, _ throws(APIError) in try await jobs.stop(call) }
        on(DeleteJob.self) { call, _ throws(APIError) in try await jobs.delete(call) }
        on(CheckJobExists.self) { call, _ throws(APIError) in try await jobs.exists(call) }
    }

    private mutating func addJobExports(_ parts: ServiceParts, _ lock: ChangeLock) {
        let exports = JobExportService(store: parts.store, engine: parts.engine, lock: lock)
        on(CreateJobExport.self) { call, _ throws(APIError) in try await exports.create(call) }
        on(UpdateJobExport.self) { call, _ throws(APIError) in try await exports.update(call) }
        on(ListJobExports.self) { call, _ throws(APIError) in try await exports.list(call) }
        on(GetJobExport.self) { call, _ throws(APIError) in try await exports.get(call) }
        on(DeleteJobExport.self) { call, _ throws(APIError) in try await exports.delete(call) }
        on(CheckJobExportExists.self) { call, _ throws(APIError) in
            try await exports.exists(call)
        }
    }

    private mutating func addRuns(_ runs: RunService) {
        on(ListRuns.self, runs.list)
        on(StopBatch.self) { call, _ throws(APIError) in try await runs.stop(call) }
        on(RerunBatch.self) { call, _ throws(APIError) in try await runs.rerun(call) }
    }

    private mutating func addVariables(_ variables: VariableService) {
        on(CreateVariable.self) { call, _ throws(APIError) in try await variables.create(call) }
        on(UpdateVariable.self) { call, _ throws(APIError) in try await variables.update(call) }
        on(GetVariable.self) { call, _ throws(APIError) in try await variables.get(call) }
        on(ListVariables.self) { call, _ throws(APIError) in try await variables.list(call) }
        on(DeleteVariable.self) { call, _ throws(APIError) in try await variables.delete(call) }
    }

    private mutating func addGroups(_ groups: GroupService) {
        on(CreateGroup.self, groups.create)
        on(UpdateGroup.self, groups.update)
        on(GetGroup.self) { call, _ throws(APIError) in try await groups.get(call) }
        on(ListGroups.self) { call, _ throws(APIError) in try await groups.list(call) }
        on(DeleteGroup.self) { call, _ throws(APIError) in try await groups.delete(call) }
        on(StartGroup.self, groups.start)
        on(StopGroup.self, groups.stop)
    }

    private mutating func addWorkflows(_ parts: ServiceParts, _ lock: ChangeLock) {
        let workflows = WorkflowService(
            store: parts.store,
            lock: lock,
            streams: parts.streams,
            runner: parts.runner
        )
        on(CreateWorkflow.self, workflows.create)
        on(UpdateWorkflow.self, workflows.update)
        on(GetWorkflow.self) { call, _ throws(APIError) in try await workflows.get(call) }
        on(ListWorkflows.self) { call, _ throws(APIError) in try await workflows.list(call) }
        on(DeleteWorkflow.self) { call, _ throws(APIError) in try await workflows.delete(call) }
        on(GetWorkflowStatus.self) { call, _ throws(APIError) in try await workflows.status(call) }
        on(StartWorkflow.self, workflows.start)
        on(StopWorkflow.self, workflows.stop)
    }
}
