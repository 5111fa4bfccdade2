package import PipelineAPI
package import PipelineEngine

package import struct FoundationEssentials.Data
package import struct FoundationEssentials.Date

/// Returns where an export of a type and a spec really delivers to, in words; `nil` where it is not known.
package typealias DeliveryPlace = @Sendable (ExportType, JSONValue) -> String?

/// Returns what the service says of itself, now.
package typealias ServiceAccount = @Sendable () -> ServiceDescription

/// The dependencies of the service.
package struct ServiceParts: Sendable {
    package var store: any Store
    package var engines: Engines
    package var plugins: any PluginEngine
    package var runner: any BatchRunner
    package var streams: any StreamControl
    package var files: FileSelection
    /// The absolute path of the directory with the jars of plugins.
    package var pluginDirectory: String
    /// Returns the MD5 of bytes.
    package var md5: @Sendable (Data) -> Data
    package var now: @Sendable () -> Date
    package var place: DeliveryPlace
    package var account: ServiceAccount

    package init(
        store: any Store,
        engines: Engines,
        plugins: any PluginEngine,
        runner: any BatchRunner,
        streams: any StreamControl,
        files: FileSelection,
        pluginDirectory: String,
        md5: @escaping @Sendable (Data) -> Data,
        now: @escaping @Sendable () -> Date,
        place: @escaping DeliveryPlace = { _, _ in nil },
        account: @escaping ServiceAccount
    ) {
        self.store = store
        self.engines = engines
        self.plugins = plugins
        self.runner = runner
        self.streams = streams
        self.files = files
        self.pluginDirectory = pluginDirectory
        self.md5 = md5
        self.now = now
        self.place = place
        self.account = account
    }
}

extension HandlerTable {
    /// Returns the handlers of every call this service serves.
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
        table.addFunctions(parts, lock)
        table.on(GetServiceDescription.self) { _, _ in parts.account() }
        return table
    }

    private mutating func addRepos(_ parts: ServiceParts, _ lock: ChangeLock) {
        let repos = RepoService(store: parts.store, engine: parts.engines.standard, lock: lock)
        let points = PointService(store: parts.store, streams: parts.streams)
        on(CreateRepo.self, repos.create)
        on(ListRepos.self, repos.list)
        on(GetRepo.self, repos.get)
        on(UpdateRepo.self, repos.update)
        on(DeleteRepo.self, repos.delete)
        on(CheckRepoExists.self, repos.exists)
        on(PostPoints.self, points.post)
        on(SamplePoints.self, points.sample)
        on(PostTextLines.self, points.post)
        on(PostRawText.self, points.post)
    }

    private mutating func addTransforms(_ parts: ServiceParts, _ lock: ChangeLock) {
        let transforms = TransformService(
            store: parts.store,
            engine: parts.engines.standard,
            plugins: parts.plugins,
            lock: lock,
            streams: parts.streams
        )
        on(CreateTransform.self, transforms.create)
        on(ListTransforms.self, transforms.list)
        on(GetTransform.self, transforms.get)
        on(UpdateTransform.self, transforms.update)
        on(DeleteTransform.self, transforms.delete)
        on(CheckTransformExists.self, transforms.exists)
        on(ListTransformTranslations.self, transforms.translations)
    }

    private mutating func addExports(_ parts: ServiceParts, _ lock: ChangeLock) {
        let exports = ExportService(
            store: parts.store,
            engine: parts.engines.standard,
            lock: lock,
            streams: parts.streams,
            place: parts.place
        )
        on(CreateExport.self, exports.create)
        on(UpdateExport.self, exports.update)
        on(ListExports.self, exports.list)
        on(GetExport.self, exports.get)
        on(DeleteExport.self, exports.delete)
        on(CheckExportExists.self, exports.exists)
    }

    private mutating func addPlugins(_ parts: ServiceParts, _ lock: ChangeLock) {
        let plugins = PluginService(
            store: parts.store,
            plugins: parts.plugins,
            lock: lock,
            jars: JarFiles(directory: parts.pluginDirectory),
            md5: parts.md5
        )
        on(UploadPlugin.self, plugins.upload)
        on(ListPlugins.self, plugins.list)
        on(GetPlugin.self, plugins.get)
        on(VerifyPlugin.self, plugins.verify)
        on(DeletePlugin.self, plugins.delete)
    }

    private mutating func addFunctions(_ parts: ServiceParts, _ lock: ChangeLock) {
        let jars = FunctionJarService(
            store: parts.store,
            lock: lock,
            jars: .ofFunctions(besidePlugins: parts.pluginDirectory),
            md5: parts.md5
        )
        let functions = FunctionService(store: parts.store, lock: lock, jars: jars.jars)
        on(UploadFunctionJar.self, jars.upload)
        on(UpdateFunctionJar.self, jars.update)
        on(DeleteFunctionJar.self, jars.delete)
        on(ListFunctionJars.self, jars.list)
        on(RegisterFunction.self, functions.register)
        on(DeleteFunction.self, functions.delete)
        on(ListFunctions.self, functions.list)
    }

    private mutating func addDataSources(_ parts: ServiceParts, _ lock: ChangeLock) {
        let sources = DataSourceService(
            store: parts.store,
            files: parts.files,
            engines: parts.engines,
            lock: lock
        )
        on(CreateDataSource.self, sources.create)
        on(UpdateDataSource.self, sources.update)
        on(GetDataSource.self, sources.get)
        on(ListDataSources.self, sources.list)
        on(DeleteDataSource.self, sources.delete)
        on(CheckDataSourceExists.self, sources.exists)
        on(InferSchema.self, sources.inferSchema)
    }

    private mutating func addJobs(_ parts: ServiceParts, _ lock: ChangeLock) {
        let jobs = JobService(
            store: parts.store,
            engines: parts.engines,
            runner: parts.runner,
            files: parts.files,
            lock: lock
        )
        on(CreateJob.self, jobs.create)
        on(UpdateJob.self, jobs.update)
        on(GetJob.self, jobs.get)
        on(ListJobs.self, jobs.list)
        on(StartJob.self, jobs.start)
        on(StopJob.self, jobs.stop)
        on(DeleteJob.self, jobs.delete)
        on(CheckJobExists.self, jobs.exists)
        on(GetJobTranslation.self, jobs.translation)
    }

    private mutating func addJobExports(_ parts: ServiceParts, _ lock: ChangeLock) {
        let exports = JobExportService(
            store: parts.store,
            engines: parts.engines,
            runner: parts.runner,
            lock: lock,
            place: parts.place
        )
        on(CreateJobExport.self, exports.create)
        on(UpdateJobExport.self, exports.update)
        on(ListJobExports.self, exports.list)
        on(GetJobExport.self, exports.get)
        on(DeleteJobExport.self, exports.delete)
        on(CheckJobExportExists.self, exports.exists)
    }

    private mutating func addRuns(_ runs: RunService) {
        on(ListRuns.self, runs.list)
        on(StopBatch.self, runs.stop)
        on(RerunBatch.self, runs.rerun)
    }

    private mutating func addVariables(_ variables: VariableService) {
        on(CreateVariable.self, variables.create)
        on(UpdateVariable.self, variables.update)
        on(GetVariable.self, variables.get)
        on(ListVariables.self, variables.list)
        on(DeleteVariable.self, variables.delete)
    }

    private mutating func addGroups(_ groups: GroupService) {
        on(CreateGroup.self, groups.create)
        on(UpdateGroup.self, groups.update)
        on(GetGroup.self, groups.get)
        on(ListGroups.self, groups.list)
        on(DeleteGroup.self, groups.delete)
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
        on(GetWorkflow.self, workflows.get)
        on(ListWorkflows.self, workflows.list)
        on(DeleteWorkflow.self, workflows.delete)
        on(GetWorkflowStatus.self, workflows.status)
        on(StartWorkflow.self, workflows.start)
        on(StopWorkflow.self, workflows.stop)
    }
}
