import PipelineAPI
import PipelineEngine

/// The rules of jobs.
struct JobService: Sendable {
    let store: any Store
    let engines: Engines
    let runner: any BatchRunner
    let files: FileSelection
    let lock: ChangeLock

    func create(_ call: CreateJob, _ context: RequestContext) async throws(APIError) -> Nothing {
        let name = call.job.description
        // Checked before the SQL is, which starts a process.
        guard try await store.job(named: name) == nil else { throw JobService.taken(name) }
        let (schema, names) = try await checkedSchema(of: call.body, job: name, context)
        try await lock.holding(thenNotifying: { await runner.jobChanged(name) }) {
            () async throws(APIError) -> Void in
            let dependencies = try await checked(call.body, job: name).dependencies
            try await checkNotRunning(dependencies.workflows)
            let record = JobRecord(
                name: name,
                definition: call.body,
                schema: schema,
                names: names,
                isScheduled: dependencies.workflows.isEmpty,
                createdAt: context.now
            )
            guard try await store.insert(record) else { throw JobService.taken(name) }
        }
        return Nothing()
    }

    /// Throws `E18643` where one of the workflows is running.
    private func checkNotRunning(_ workflows: [String]) async throws(APIError) {
        for name in workflows { try await WorkflowGate(store: store).checkNotRunning(name) }
    }

    /// Returns the workflows of a job.
    private func workflows(of record: JobRecord) async throws(APIError) -> [String] {
        try await JobDependencies(upstreamOf: record.definition, in: store).workflows
    }

    private static func taken(_ name: String) -> APIError {
        APIError(.jobExists, "job '\(name)' exists already: choose another name, or update it")
    }

    func update(_ call: UpdateJob, _ context: RequestContext) async throws(APIError) -> Nothing {
        let name = try await store.existingJob(call.job).name
        let (schema, names) = try await checkedSchema(of: call.body, job: name, context)
        try await lock.holding(thenNotifying: { await runner.jobChanged(name) }) {
            () async throws(APIError) -> Void in
            var record = try await store.existingJob(call.job)
            let dependencies = try await checked(call.body, job: name).dependencies
            try await checkNotRunning(try await workflows(of: record))
            try await checkNotRunning(dependencies.workflows)
            try await checkExports(of: record, against: schema)
            record.definition = call.body
            record.schema = schema
            record.names = names
            _ = try await store.update(record)
        }
        return Nothing()
    }

    /// Checks that the job's exports are still valid with a new schema.
    private func checkExports(
        of job: JobRecord,
        against schema: [SchemaField]
    ) async throws(APIError) {
        for export in try await store.jobExports(of: job.name) {
            do throws(APIError) {
                try ExportRules.job(engines.engine(ofJob: job.name), export.type, fields: schema)
                    .check(export.spec)
            } catch {
                throw APIError(
                    .invalidJobSQL,
                    "export '\(export.name)' of the job would break: \(error.message)"
                )
            }
        }
    }

    func get(_ call: GetJob, _ context: RequestContext) async throws(APIError) -> Job {
        let record = try await store.existingJob(call.job)
        return Job(definition: record.definition, schema: record.schema)
    }

    func list(_ call: ListJobs, _ context: RequestContext) async throws(APIError) -> ListJobs.Output
    {
        if call.srcJob != nil, call.srcDatasource != nil {
            throw APIError(
                .wrongJobArguments,
                "srcDatasource and srcJob are both given: give one of them, or none"
            )
        }
        let jobs =
            if let name = call.srcJob {
                try await store.jobs(reading: name, .job)
            } else if let name = call.srcDatasource {
                try await store.jobs(reading: name, .dataSource)
            } else {
                try await store.jobs()
            }
        return ListJobs.Output(
            jobs: jobs.map { Job(name: $0.name, definition: $0.definition, schema: $0.schema) }
        )
    }

    func exists(
        _ call: CheckJobExists,
        _ context: RequestContext
    ) async throws(APIError) -> ExistsResponse {
        ExistsResponse(exist: try await store.job(named: call.job.description) != nil)
    }

    func start(_ call: StartJob, _ context: RequestContext) async throws(APIError) -> Nothing {
        let record = try await store.existingJob(call.job)
        try await checkOutsideWorkflows(record, .jobNotStarted, "start")
        let known = Set((record.definition.params ?? []).map(\.name))
        var values: [String: String] = [:]
        for parameter in call.body?.params ?? [] {
            guard known.contains(parameter.name) else {
                throw APIError(
                    .wrongJobArguments,
                    "job '\(call.job)' has no parameter '\(parameter.name)'"
                        + NearestName.hint(for: parameter.name, among: known.sorted())
                )
            }
            guard let value = parameter.value else {
                throw APIError(
                    .wrongJobArguments,
                    "parameter '\(parameter.name)' has no 'value': give one, or leave the parameter out"
                )
            }
            values[parameter.name] = value
        }
        try await runner.start(job: record.name, parameters: values)
        return Nothing()
    }

    func stop(_ call: StopJob, _ context: RequestContext) async throws(APIError) -> Nothing {
        let record = try await store.existingJob(call.job)
        try await checkOutsideWorkflows(record, .jobNotStopped, "stop")
        try await runner.stop(job: record.name)
        return Nothing()
    }

    /// Throws where a job belongs to a workflow, with which alone it is started and stopped.
    private func checkOutsideWorkflows(
        _ record: JobRecord,
        _ code: ErrorCode,
        _ verb: String
    ) async throws(APIError) {
        guard let name = try await workflows(of: record).first else { return }
        throw APIError(code, "job '\(record.name)' is in workflow '\(name)': \(verb) the workflow")
    }

    func delete(_ call: DeleteJob, _ context: RequestContext) async throws(APIError) -> Nothing {
        let name = call.job.description
        try await lock.holding(thenNotifying: { await runner.jobChanged(name) }) {
            () async throws(APIError) -> Void in
            let record = try await store.existingJob(call.job)
            if let reader = try await store.jobs(reading: name, .job).first {
                throw APIError(
                    .jobHasDownstream,
                    "job '\(reader.name)' depends on '\(name)': delete it first"
                )
            }
            try await checkNotRunning(try await workflows(of: record))
            let exports = try await store.jobExports(of: name)
            // In one transaction with its runs; those that are running are asked to stop after it.
            if try await store.deleteJob(named: name) {
                await runner.jobDeleted(record, exports: exports)
            }
        }
        return Nothing()
    }

    /// Checks a definition against the present jobs and data sources.
    ///
    /// Returns its rules.
    private func checked(
        _ definition: JobDefinition,
        job: String
    ) async throws(APIError) -> JobRules {
        let dependencies = try await JobDependencies(of: definition, job: job, in: store)
        let rules = JobRules(job: job, definition: definition, dependencies: dependencies)
        try rules.check()
        return rules
    }

    /// Checks a definition and its SQL.
    ///
    /// Returns the fields of its result.
    private func checkedSchema(
        of definition: JobDefinition,
        job: String,
        _ context: RequestContext
    ) async throws(APIError) -> (fields: [SchemaField], names: ResultNames?) {
        let rules = try await checked(definition, job: job)
        let sql = try await filledSQL(of: rules, context)
        let engine = engines.engine(ofJob: job)
        do throws(APIError) {
            try await FunctionCalls.check(sql, in: store, by: engine, code: .invalidJobSQL)
            return try await engine.resultFields(of: sql, tables: rules.emptyTables)
        } catch { throw error.naming(settingOf: job) }
    }

    func translation(
        _ call: GetJobTranslation,
        _ context: RequestContext
    ) async throws(APIError) -> SQLTranslation {
        let record = try await store.existingJob(call.job)
        let engine = engines.engine(ofJob: record.name)
        do throws(APIError) {
            let rules = try await checked(record.definition, job: record.name)
            let sql = try await filledSQL(of: rules, context)
            return await SQLTranslation(
                of: record.name,
                sql,
                tables: rules.emptyTables,
                by: engine
            )
        } catch {
            return SQLTranslation(name: record.name, engine: engine.name, note: error.message)
        }
    }

    /// Returns a job's SQL with its variables replaced as of now.
    private func filledSQL(
        of rules: JobRules,
        _ context: RequestContext
    ) async throws(APIError) -> String {
        let definition = rules.definition
        let parameters = rules.inheritedParameters
        let scope = VariableScope(
            user: try await store.userVariables(),
            parameters: parameters,
            batchTime: context.now,
            zone: files.zone
        )
        for source in definition.srcs {
            let filter = source.fileFilter ?? ""
            if source.type == .dataSource, let read = rules.dependencies.sources[source.name] {
                try files.check(read, filter: filter, scope: scope)
            } else {
                _ = try scope.fill(filter)
            }
        }
        return try scope.fill(definition.computation.code)
    }
}
