import PipelineAPI

/// Creates the benchmark's jobs on a service.
struct Fixture: Sendable {
    let api: any APICaller
    let jobs: [RehearsedJob]

    /// Creates the data source and the jobs; loops are created last and spread over time, so that they do not
    /// all start at the same time.
    func build() async throws {
        _ = try await api.send(
            CreateDataSource(
                dataSource: DataSourceName("files"),
                body: CreateDataSource.Body(
                    region: "nb",
                    type: .kodo,
                    spec: DataSourceSpec(bucket: "logs", fileType: "json"),
                    noVerifySchema: true,
                    schema: [SchemaField("n", .long)]
                )
            )
        )
        for job in jobs where !job.isLoop { try await create(job) }
        for job in jobs where job.isLoop {
            try await create(job)
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    private func create(_ job: RehearsedJob) async throws {
        let definition = JobDefinition(
            srcs: [JobSource(name: "files", type: .dataSource, tableName: "t")],
            computation: Computation(code: "SELECT n FROM t"),
            container: Container(type: "1U2G", count: 1),
            scheduler: job.scheduler
        )
        _ = try await api.send(CreateJob(job: JobName(job.name), body: definition))
    }

    /// Returns all runs of all jobs, oldest first.
    func history() async throws -> [String: [Run]] {
        var history: [String: [Run]] = [:]
        for job in jobs {
            let call = try ListRuns(job: JobName(job.name), size: ListRuns.mostSize)
            history[job.name] = try await api.send(call).history.sorted { $0.runId < $1.runId }
        }
        return history
    }
}
