import PipelineAPI
import PipelineEngine

/// The jobs and data sources that a job's definition has to do with, near and far.
///
/// A definition is checked against these alone: of ten thousand jobs almost all are none of its business,
/// and reading them took far longer than checking the SQL.
struct JobDependencies: Sendable {
    /// Every job it reads, and those they read, by name.
    private(set) var jobs: [String: JobRecord] = [:]
    /// Every data source that it or one of those jobs reads, by name.
    private(set) var sources: [String: DataSource] = [:]
    /// Every job that reads the job itself, and those that read them, by name.
    private(set) var downstream: [JobRecord] = []
    /// What there would have been instead of a job or a data source that it reads and that is missing.
    private(set) var others: [JobSourceType: [String]] = [:]

    /// What a definition reads.
    init(upstreamOf definition: JobDefinition, in store: any Store) async throws(APIError) {
        var wanted = definition.srcs
        while let source = wanted.popLast() {
            if source.type == .dataSource {
                try await addSource(source.name, in: store)
            } else if source.type == .job, jobs[source.name] == nil {
                wanted += try await addJob(source.name, in: store)
            }
        }
    }

    /// What a definition reads, and who reads the job that it is for.
    init(
        of definition: JobDefinition,
        job: String,
        in store: any Store
    ) async throws(APIError) {
        try await self.init(upstreamOf: definition, in: store)
        downstream = try await store.jobs(downstreamOf: [job], .job)
    }

    /// The workflows that a job belongs to through what it reads.
    var workflows: [String] {
        Set(sources.values.compactMap(\.workflow).filter { !$0.isEmpty }).sorted()
    }

    private mutating func addSource(_ name: String, in store: any Store) async throws(APIError) {
        guard sources[name] == nil else { return }
        sources[name] = try await store.dataSource(named: name)
        if sources[name] == nil, others[.dataSource] == nil {
            others[.dataSource] = try await store.dataSources().compactMap(\.name)
        }
    }

    /// Answers what the job reads.
    private mutating func addJob(
        _ name: String,
        in store: any Store
    ) async throws(APIError) -> [JobSource] {
        jobs[name] = try await store.job(named: name)
        if jobs[name] == nil, others[.job] == nil {
            others[.job] = try await store.jobs().map(\.name)
        }
        return jobs[name]?.definition.srcs ?? []
    }
}
