import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// Plain lines instead of points: each line is the value of the repo's one text field.
extension PointService {
    func post(_ call: PostTextLines, _ context: RequestContext) async throws(APIError) -> Nothing {
        try await post(lines: call.body, to: call.stream, call.tags, rules: call.rules, context)
    }

    func post(
        _ call: PostRawText,
        _ context: RequestContext
    ) async throws(APIError) -> PostRawText.Output {
        do throws(APIError) {
            let repo = try RepoName(call.stream)
            _ = try await post(lines: call.body, to: repo, call.tags, rules: call.rules, context)
            return .accepted
        } catch {
            return PostRawText.Output(code: error.code.status, message: error.wireText)
        }
    }

    private func post(
        lines body: RawBody,
        to stream: RepoName,
        _ tags: String?,
        rules: String?,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        if let rules, !rules.isEmpty {
            throw APIError(
                .notImplemented,
                "rules '\(rules)' are not known: this service has no parse rules, leave them out"
            )
        }
        let text = try PointService.text(of: body)
        let repo = try await writable(stream)
        let record = try template(of: repo, tags: tags, context)
        let lines = text.split(separator: UInt8(ascii: "\n")).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }
        var points: [PointRecord] = []
        for (index, line) in lines.enumerated() where !line.isEmpty {
            guard let value = String(validating: line, as: UTF8.self) else {
                throw APIError(
                    .pointDoesNotFit,
                    "line \(index + 1) is not UTF-8: send text in UTF-8"
                )
            }
            var point = record.point
            point[record.field] = .string(value)
            points.append(point)
        }
        guard !points.isEmpty else {
            throw APIError(.emptyBody, "the request has no lines: send one a point")
        }
        return try await append(
            PointBatch(
                count: points.count,
                json: try PointService.json(points),
                arrivedAt: context.now
            ),
            to: repo
        )
    }

    /// Returns the field that the lines fill, and a point with what is added to each line.
    private func template(
        of repo: RepoRecord,
        tags: String?,
        _ context: RequestContext
    ) throws(APIError) -> (field: String, point: PointRecord) {
        let texts = repo.repo.schema.filter { $0.valtype == .string }
        guard texts.count == 1, let field = texts.first?.key else {
            throw APIError(
                .pointDoesNotFit,
                "repo '\(repo.name)' has \(texts.count) text fields: a line fills the only one; post "
                    + "points instead"
            )
        }
        let batch = try reader(of: repo).read(
            Data("\(field)=x".utf8),
            tags: try PointService.decode(tags: tags),
            adding: try PointService.added(by: repo.repo.options, context)
        )
        let points = try JSONCoding.decode([PointRecord].self, from: batch.json)
        return (field, points.first ?? [:])
    }

    private static func json(_ points: [PointRecord]) throws(APIError) -> Data {
        do {
            return try JSONCoding.encode(points)
        } catch {
            throw APIError(.internalError, "the lines cannot be stored: send the request id along")
        }
    }
}
