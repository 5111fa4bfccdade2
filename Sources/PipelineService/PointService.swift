import FoundationEssentials
import PipelineAPI

/// Takes points in: read whole, checked against the schema, kept durably, then answered.
struct PointService: Sendable {
    let store: any Store

    func post(_ call: PostPoints, _ context: RequestContext) async throws(APIError) -> Nothing {
        guard !call.body.bytes.isEmpty else {
            throw APIError(.emptyBody, "the request has no points: send one a line")
        }
        if let encoding = call.body.headers["Content-Encoding"], encoding != "identity" {
            throw APIError(
                .brokenGzip,
                "content encoding '\(encoding)' cannot be read: send plain text"
            )
        }
        guard call.body.bytes.count <= PostPoints.mostBytes else {
            throw APIError(
                .bodyTooLarge,
                "\(call.body.bytes.count) bytes of points are too many: send at most "
                    + "\(PostPoints.mostBytes) a request"
            )
        }
        let name = call.repo.description
        guard let record = try await store.repo(named: name) else {
            let names = try await store.repos().map(\.name)
            throw APIError(
                .repoNotFound,
                "no repo named '\(name)'" + NearestName.hint(for: name, among: names)
            )
        }
        let reader = PointText(
            schema: record.repo.schema,
            unescapesLines: record.repo.options?.unescapeLine ?? false
        )
        let extra = try PointService.added(by: record.repo.options, context)
        let tags = try PointService.decode(tags: call.tags)
        let batch = try reader.read(call.body.bytes, tags: tags, adding: extra)
        guard batch.count > 0 else {
            throw APIError(.emptyBody, "the request has no points: send one a line")
        }
        let kept = PointBatch(count: batch.count, json: batch.json, arrivedAt: context.now)
        guard try await store.append(kept, to: name) else {
            throw APIError(.repoNotFound, "repo '\(name)' was deleted meanwhile: create it again")
        }
        return Nothing()
    }

    /// The fields the repo's options add to every point.
    private static func added(
        by options: RepoOptions?,
        _ context: RequestContext
    ) throws(APIError) -> [String: JSONValue] {
        var added: [String: JSONValue] = [:]
        if let field = options?.withIP, !field.isEmpty {
            added[field] = .string(context.sender ?? "")
        }
        if let field = options?.withTimestamp, !field.isEmpty {
            added[field] = .string(Timestamp(context.now).text)
        }
        return added
    }

    private static func decode(tags: String?) throws(APIError) -> Data {
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
