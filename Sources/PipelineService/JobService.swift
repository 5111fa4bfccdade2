import PipelineAPI
import PipelineEngine

/// The rules of jobs.
struct JobService: Sendable {
    let store: any Store
    let engine: any SQLEngine
    let runner: any BatchRunner
    let files: FileSelection

    func create(_ call: CreateJob, _ context: RequestContext) async throws(APIError) -> Nothing {
        let name = call.job.description
        // Looked at before the SQL is checked, which takes an engine's process; the insert decides.
        guard try await store.job(named: name) == nil else { throw JobService.taken(name) }
        let schema = try await checkedSchema(of: call.body, job: name, context)
        let record = JobRecord(
            name: name,
            definition: call.body,
            schema: schema,
            createdAt: context.now
        )
        guard try await store.insert(record) else {
            throw JobService.taken(name)
        }
        await runner.jobChanged(name)
        return Nothing()
    }

    private static func taken(_ name: String) -> APIError {
        APIError(.jobExists, "job '\(name)' exists already: choose another name, or update it")
    }

    func update(_ call: UpdateJob, _ context: RequestContext) async throws(APIError) -> Nothing {
        var record = try await existing(call.job)
        record.definition = call.body
        record.schema = try await checkedSchema(of: call.body, job: record.name, context)
        guard try await store.update(record) else { throw try await missing(call.job) }
        await runner.jobChanged(record.name)
        return Nothing()
    }

    func get(_ call: GetJob) async throws(APIError) -> Job {
        let record = try await existing(call.job)
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

    func start(_ call: StartJob) async throws(APIError) -> Nothing {
        let record = try await existing(call.job)
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
        _ = try await existing(call.job)
        try await runner.stop(job: call.job.description)
        return Nothing()
    }

    func delete(_ call: DeleteJob) async throws(APIError) -> Nothing {
        let name = call.job.description
        _ = try await existing(call.job)
        let readers = try await store.jobs().filter { $0.definition.reads(job: name) }
        if let reader = readers.first {
            throw APIError(
                .jobHasDownstream,
                "job '\(reader.name)' depends on '\(name)': delete it first"
            )
        }
        try await runner.stop(job: name)
        guard try await store.deleteJob(named: name) else { throw try await missing(call.job) }
        await runner.jobChanged(name)
        return Nothing()
    }

    /// A job's exports; none can be created yet, so none there are.
    func exports(_ call: ListJobExports) async throws(APIError) -> ListJobExports.Output {
        _ = try await existing(call.job)
        return ListJobExports.Output(exports: [])
    }

    private func existing(_ name: JobName) async throws(APIError) -> JobRecord {
        guard let record = try await store.job(named: name.description) else {
            throw try await missing(name)
        }
        return record
    }

    private func missing(_ name: JobName) async throws(APIError) -> APIError {
        let names = try await store.jobs().map(\.name)
        return APIError(
            .jobNotFound,
            "no job named '\(name)'" + NearestName.hint(for: name.description, among: names)
        )
    }

    /// Checks a definition whole, and answers the columns of its result.
    private func checkedSchema(
        of definition: JobDefinition,
        job: String,
        _ context: RequestContext
    ) async throws(APIError) -> [SchemaField] {
        let jobs = try await store.jobs()
        let sources = try await store.dataSources()
        let rules = JobRules(job: job, definition: definition, jobs: jobs, sources: sources)
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
