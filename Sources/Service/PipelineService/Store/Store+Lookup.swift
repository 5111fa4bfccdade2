import PipelineAPI
import PipelineEngine

extension Store {
    /// Returns the repo.
    ///
    /// Throws `E18102` with the most similar name where there is none.
    func existingRepo(_ name: RepoName) async throws(APIError) -> RepoRecord {
        if let record = try await repo(named: name.description) { return record }
        let names = try await repos().map(\.name)
        throw APIError(
            .repoNotFound,
            "no repo named '\(name)'" + NearestName.hint(for: name.description, among: names)
        )
    }

    /// Returns the job.
    ///
    /// Throws `E18606` with the most similar name where there is none.
    func existingJob(_ name: JobName) async throws(APIError) -> JobRecord {
        if let record = try await job(named: name.description) { return record }
        let names = try await jobs().map(\.name)
        throw APIError(
            .jobNotFound,
            "no job named '\(name)'" + NearestName.hint(for: name.description, among: names)
        )
    }

    /// Returns all jobs downstream of these sources, directly or not, ordered by name.
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

    /// Returns the progress of a transform or an export.
    func progress(of key: StreamKey) async throws(APIError) -> StreamProgress? {
        guard let cursor = try await position(of: key) else { return nil }
        return StreamProgress(
            processed: cursor.processed,
            behind: try await pointCount(of: key.repo, after: cursor.position),
            lastError: cursor.lastError,
            lastTime: cursor.lastTime.map(Timestamp.init),
            successTime: cursor.successTime.map(Timestamp.init)
        )
    }

    /// Returns the transform that writes to a repo.
    func writer(of repo: String) async throws(APIError) -> StreamTask? {
        try await streamTasks().first { $0.destination == repo }
    }
}
