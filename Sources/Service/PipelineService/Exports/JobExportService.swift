import PipelineAPI
import PipelineEngine

/// The rules of job exports.
struct JobExportService: Sendable {
    let store: any Store
    let engines: Engines
    let runner: any BatchRunner
    let lock: ChangeLock
    let place: DeliveryPlace

    func create(
        _ call: CreateJobExport,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Nothing in
            let job = try await store.existingJob(call.job)
            try check(call.body.type, call.body.spec, of: job)
            let record = JobExportRecord(
                job: job.name,
                name: call.export.description,
                type: call.body.type,
                spec: call.body.spec
            )
            guard try await store.insert(record) else {
                throw APIError(
                    .jobExportExists,
                    "export '\(record.name)' of job '\(job.name)' exists already: choose another name, "
                        + "or update it"
                )
            }
            return Nothing()
        }
    }

    private func check(
        _ type: ExportType,
        _ spec: JSONValue,
        of job: JobRecord
    ) throws(APIError) {
        do throws(APIError) {
            try ExportRules.job(engines.engine(ofJob: job.name), type, fields: job.schema)
                .check(spec)
        } catch { throw error.naming(settingOf: job.name) }
    }

    func update(
        _ call: UpdateJobExport,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Nothing in
            let job = try await store.existingJob(call.job)
            var record = try await existing(call.job, call.export)
            if let change = call.body.firstChange(type: record.type, whence: call.body.whence) {
                throw APIError(
                    .invalidJobExport,
                    "\(change.name) of export '\(record.name)' cannot become '\(change.sent)': "
                        + "leave it '\(change.kept)', or create another export"
                )
            }
            try check(record.type, call.body.spec, of: job)
            record.spec = call.body.spec
            _ = try await store.update(record)
            return Nothing()
        }
    }

    func list(
        _ call: ListJobExports,
        _ context: RequestContext
    ) async throws(APIError) -> ListJobExports.Output {
        let job = try await store.existingJob(call.job)
        let exports = try await store.jobExports(of: job.name)
        return ListJobExports.Output(
            exports: exports.map {
                JobExport(
                    name: $0.name,
                    type: $0.type,
                    spec: $0.spec,
                    workflow: "",
                    place: place($0.type, $0.spec)
                )
            }
        )
    }

    func get(_ call: GetJobExport, _ context: RequestContext) async throws(APIError) -> JobExport {
        _ = try await store.existingJob(call.job)
        let record = try await existing(call.job, call.export)
        return JobExport(
            type: record.type,
            spec: record.spec,
            workflow: "",
            place: place(record.type, record.spec)
        )
    }

    func exists(
        _ call: CheckJobExportExists,
        _ context: RequestContext
    ) async throws(APIError) -> ExistsResponse {
        let exports = try await store.jobExports(of: call.job.description)
        return ExistsResponse(exist: exports.contains { $0.name == call.export.description })
    }

    func delete(
        _ call: DeleteJobExport,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Nothing in
            let job = try await store.existingJob(call.job)
            let record = try await existing(call.job, call.export)
            if try await store.deleteJobExport(named: record.name, of: job.name) {
                await runner.exportDeleted(record)
            }
            return Nothing()
        }
    }

    private func existing(
        _ job: JobName,
        _ name: JobExportName
    ) async throws(APIError) -> JobExportRecord {
        let exports = try await store.jobExports(of: job.description)
        if let record = exports.first(where: { $0.name == name.description }) { return record }
        throw APIError(
            .jobExportNotFound,
            "job '\(job)' has no export '\(name)'"
                + NearestName.hint(for: name.description, among: exports.map(\.name))
        )
    }
}
