import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// The rules of points: a request is read completely, checked against the schema and stored durably before
/// it is answered.
struct PointService: Sendable {
    let store: any Store
    let streams: any StreamControl

    func post(_ call: PostPoints, _ context: RequestContext) async throws(APIError) -> Nothing {
        let text = try PointService.text(of: call.body)
        let record = try await writable(call.repo)
        let extra = try PointService.added(by: record.repo.options, context)
        let tags = try PointService.decode(tags: call.tags)
        let batch = try reader(of: record).read(text, tags: tags, adding: extra)
        guard batch.count > 0 else {
            throw APIError(.emptyBody, "the request has no points: send one a line")
        }
        let stored = PointBatch(count: batch.count, json: batch.json, arrivedAt: context.now)
        return try await append(stored, to: record)
    }

    /// Returns a repo that takes points; throws for one that a transform writes.
    func writable(_ name: RepoName) async throws(APIError) -> RepoRecord {
        let record = try await store.existingRepo(name)
        if let writer = try await store.writer(of: record.name) {
            throw APIError(
                .pointsToDerivedRepo,
                "repo '\(name)' is written by transform '\(writer.key.name)': post to '\(writer.key.repo)'"
            )
        }
        return record
    }

    func reader(of record: RepoRecord) -> PointText {
        PointText(
            schema: record.repo.schema,
            unescapesLines: record.repo.options?.unescapeLine ?? false
        )
    }

    func append(_ batch: PointBatch, to record: RepoRecord) async throws(APIError) -> Nothing {
        let name = record.name
        guard try await store.append(batch, to: record) else {
            throw APIError(.repoNotFound, "repo '\(name)' was deleted meanwhile: create it again")
        }
        await streams.pointsArrived(in: name)
        return Nothing()
    }

    /// Returns the latest points, at most ten.
    func sample(
        _ call: SamplePoints,
        _ context: RequestContext
    ) async throws(APIError) -> SamplePoints.Output {
        let record = try await store.existingRepo(call.repo)
        let count = call.count ?? SamplePoints.mostRecords
        guard count >= 1 else {
            throw APIError(.malformedBody, "count '\(count)' is not allowed: use 1 to 10")
        }
        return SamplePoints.Output(
            records: try await store.latestPoints(
                of: record.name,
                count: min(count, SamplePoints.mostRecords)
            )
        )
    }

    /// Returns the text that was posted.
    ///
    /// Throws where it is empty or larger than the limit.
    static func text(of body: RawBody) throws(APIError) -> Data {
        guard !body.bytes.isEmpty else {
            throw APIError(.emptyBody, "the request has no points: send one a line")
        }
        guard body.bytes.count <= PostPoints.mostBytes else {
            throw APIError(
                .bodyTooLarge,
                "\(body.bytes.count) bytes of points are too many: send at most "
                    + "\(PostPoints.mostBytes) a request"
            )
        }
        return body.bytes
    }

    /// Returns the fields that the repo's options add to every point.
    static func added(
        by options: RepoOptions?,
        _ context: RequestContext
    ) throws(APIError) -> [String: JSONValue] {
        var added: [String: JSONValue] = [:]
        if let field = options?.withIP, !field.isEmpty {
            added[field] = .string(context.clientAddress ?? "")
        }
        if let field = options?.withTimestamp, !field.isEmpty {
            added[field] = .string(Timestamp(context.now).text)
        }
        return added
    }

    static func decode(tags: String?) throws(APIError) -> Data {
        guard let tags, !tags.isEmpty else { return Data() }
        let standard = String(
            tags.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        )
        guard let decoded = Data(base64Encoded: standard) else {
            throw APIError(
                .undecodableTags,
                "tags '\(tags)' cannot be decoded: send URL-safe base64"
            )
        }
        return decoded
    }
}
