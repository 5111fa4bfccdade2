import PipelineAPI
import PipelineEngine

extension Store {
    /// The repo, or `E18102` with the name that was probably meant.
    func existingRepo(_ name: RepoName) async throws(APIError) -> RepoRecord {
        if let record = try await repo(named: name.description) { return record }
        let names = try await repos().map(\.name)
        throw APIError(
            .repoNotFound,
            "no repo named '\(name)'" + NearestName.hint(for: name.description, among: names)
        )
    }

    /// The job, or `E18606` with the name that was probably meant.
    func existingJob(_ name: JobName) async throws(APIError) -> JobRecord {
        if let record = try await job(named: name.description) { return record }
        let names = try await jobs().map(\.name)
        throw APIError(
            .jobNotFound,
            "no job named '\(name)'" + NearestName.hint(for: name.description, among: names)
        )
    }

    /// The jobs that read one of these, and those that read them, by name.
    func jobs(
        downstreamOf sources: [String],
        _ type: JobSourceType
    ) async throws(APIError) -> [JobRecord] {
        var found: [String: JobRecord] = [:]
        var wanted = sources.map { ($0, type) }
        while let (source, type) = wanted.popLast() {
            for reader in try await jobs(reading: source, type)
            where found.updateValue(reader, forKey: reader.name) == nil {
                wanted.append((reader.name, .job))
            }
        }
        return found.values.sorted { $0.name < $1.name }
    }

    /// How far a transform or an export has come.
    func progress(of key: StreamKey) async throws(APIError) -> StreamProgress? {
        guard let cursor = try await position(of: key) else { return nil }
        return StreamProgress(
            processed: cursor.processed,
            behind: try await pointCount(of: key.repo, after: cursor.position),
            lastError: cursor.lastError,
            lastTime: cursor.lastTime.map(Timestamp.init)
        )
    }

    /// The transform that writes to a repo.
    func maker(of repo: String) async throws(APIError) -> StreamTask? {
        try await streamTasks().first { $0.destination == repo }
    }
}
