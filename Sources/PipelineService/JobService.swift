import PipelineAPI
import PipelineEngine

/// The rules of jobs.
struct JobService: Sendable {
    let store: any Store
    let engine: any SQLEngine
    let runner: any BatchRunner
    let files: FileSelection
    let lock: ChangeLock

    func create(_ call: CreateJob, _ context: RequestContext) async throws(APIError) -> Nothing {
        let name = call.job.description
        // Looked at before the SQL is checked, which takes an engine's process.
        guard try await store.job(named: name) == nil else { throw JobService.taken(name) }
        let schema = try await checkedSchema(of: call.body, job: name, context)
        try await lock.holding { () async throws(APIError) -> Void in
            try await rules(of: call.body, job: name).check()
            let record = JobRecord(
                name: name,
                definition: call.body,
                schema: schema,
                isScheduled: try await workflow(of: call.body) == nil,
                createdAt: context.now
            )
            guard try await store.insert(record) else { throw JobService.taken(name) }
        }
        await runner.jobChanged(name)
        return Nothing()
    }

    /// The workflow a job would belong to; throws `E18643` where it runs.
    private func workflow(of definition: JobDefinition) async throws(APIError) -> String? {
        let names = WorkflowGate.workflows(
            of: definition,
            jobs: try await store.jobs(),
            sources: try await store.dataSources()
        )
        for name in names { try await WorkflowGate(store: store).checkNotRunning(name) }
        return names.first
    }

    private static func taken(_ name: String) -> APIError {
        APIError(.jobExists, "job '\(name)' exists already: choose another name, or update it")
    }

    func update(_ call: UpdateJob, _ context: RequestContext) async throws(APIError) -> Nothing {
        let name = try await store.existingJob(call.job).name
        let schema = try await checkedSchema(of: call.body, job: name, context)
        try await lock.holding { () async throws(APIError) -> Void in
            var record = try await store.existingJob(call.job)
            try await rules(of: call.body, job: name).check()
            _ = try await workflow(of: record.definition)
            _ = try await workflow(of: call.body)
            try await checkExports(of: record, against: schema)
            record.definition = call.body
            record.schema = schema
            _ = try await store.update(record)
        }
        await runner.jobChanged(name)
        return Nothing()
    }

    /// Its exports name fields of the result, which must stay.
    private func checkExports(
        of job: JobRecord,
        against schema: [SchemaField]
    ) async throws(APIError) {
        for export in try await store.jobExports(of: job.name) {
            do throws(APIError) {
                try ExportRules.job(engine, export.type, fields: schema).check(export.spec)
            } catch {
                throw APIError(
                    .invalidJobSQL,
                    "export '\(export.name)' of the job would break: \(error.message)"
                )
            }
        }
    }

    func get(_ call: GetJob) async throws(APIError) -> Job {
        let record = try await store.existingJob(call.job)
        return Job(definition: record.definition, schema: record.schema)
    }

    func list(_ call: ListJobs) async throws(APIError) -> ListJobs.Output {
        if call.srcJob != nil, call.srcDatasource != nil {
            throw APIError(
                .wrongJobArguments,
                "srcDatasource and srcJob are both given: give one of them, or none"
            )
        }
        let jobs = try await store.jobs().filter { record in
            record.definition.srcs.contains { source in
                (call.srcJob == nil && call.srcDatasource == nil)
                    || (source.type == .job && source.name == call.srcJob)
                    || (source.type == .dataSource && source.name == call.srcDatasource)
            }
        }
        return ListJobs.Output(
            jobs: jobs.map { Job(name: $0.name, definition: $0.definition, schema: $0.schema) }
        )
    }

    func exists(_ call: CheckJobExists) async throws(APIError) -> Existence {
        Existence(exist: try await store.job(named: call.job.description) != nil)
    }

    func start(_ call: StartJob) async throws(APIError) -> Nothing {
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
            values[parameter.name] = parameter.value
        }
        try await runner.start(job: record.name, parameters: values)
        return Nothing()
    }

    func stop(_ call: StopJob) async throws(APIError) -> Nothing {
        let record = try await store.existingJob(call.job)
        try await checkOutsideWorkflows(record, .jobNotStopped, "stop")
        try await runner.stop(job: record.name)
        return Nothing()
    }

    /// A job of a workflow is started and stopped with it only.
    private func checkOutsideWorkflows(
        _ record: JobRecord,
        _ code: ErrorCode,
        _ verb: String
    ) async throws(APIError) {
        let names = WorkflowGate.workflows(
            of: record.definition,
            jobs: try await store.jobs(),
            sources: try await store.dataSources()
        )
        guard let name = names.first else { return }
        throw APIError(code, "job '\(record.name)' is in workflow '\(name)': \(verb) the workflow")
    }

    func delete(_ call: DeleteJob) async throws(APIError) -> Nothing {
        let name = call.job.description
        try await lock.holding { () async throws(APIError) -> Void in
            let record = try await store.existingJob(call.job)
            let readers = try await store.jobs().filter { $0.definition.reads(job: name) }
            if let reader = readers.first {
                throw APIError(
                    .jobHasDownstream,
                    "job '\(reader.name)' depends on '\(name)': delete it first"
                )
            }
            _ = try await workflow(of: record.definition)
            try await runner.stop(job: name)
            _ = try await store.deleteJob(named: name)
        }
        await runner.jobChanged(name)
        return Nothing()
    }

    private func rules(of definition: JobDefinition, job: String) async throws(APIError) -> JobRules
    {
        JobRules(
            job: job,
            definition: definition,
            jobs: try await store.jobs(),
            sources: try await store.dataSources()
        )
    }

    /// Checks a definition whole, and answers the columns of its result.
    private func checkedSchema(
        of definition: JobDefinition,
        job: String,
        _ context: RequestContext
    ) async throws(APIError) -> [SchemaField] {
        let rules = try await rules(of: definition, job: job)
        try rules.check()
        let parameters = rules.inheritedParameters
        let scope = VariableScope(
            user: try await store.userVariables(),
            parameters: parameters,
            batchTime: context.now,
            zone: files.zone
        )
        for source in definition.srcs { _ = try scope.fill(source.fileFilter ?? "") }
        let sql = try scope.fill(definition.computation.code)
        return try await engine.describe(sql, tables: rules.emptyTables)
    }
}

extension JobDefinition {
    func reads(job name: String) -> Bool {
        srcs.contains { $0.type == .job && $0.name == name }
    }
}
