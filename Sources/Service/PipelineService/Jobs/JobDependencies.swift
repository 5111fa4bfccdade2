import PipelineAPI
import PipelineEngine

/// The jobs and data sources that a job depends on, and the jobs that depend on it, directly or not.
///
/// A definition is checked against these alone: reading all of ten thousand jobs took far longer than
/// checking the SQL.
struct JobDependencies: Sendable {
    /// Every upstream job, directly or not, by name.
    private(set) var jobs: [String: JobRecord] = [:]
    /// Every data source that the job or an upstream job reads, by name.
    private(set) var sources: [String: DataSource] = [:]
    /// Every downstream job, directly or not, ordered by name.
    private(set) var downstream: [JobRecord] = []
    /// The names there are, where a job or a data source that it reads is missing.
    private(set) var others: [JobSourceType: [String]] = [:]

    /// Reads what a definition depends on.
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

    /// Reads what a definition depends on, and what depends on its job.
    init(
        of definition: JobDefinition,
        job: String,
        in store: any Store
    ) async throws(APIError) {
        try await self.init(upstreamOf: definition, in: store)
        downstream = try await store.jobs(downstreamOf: [job], .job)
    }

    /// The workflows of the job, which are those of its data sources.
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

    /// Adds an upstream job.
    ///
    /// Returns the sources that it reads.
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
