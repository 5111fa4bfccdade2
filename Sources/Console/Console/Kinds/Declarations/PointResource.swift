import PipelineAPI
import Screen

extension ResourceID {
    package static let points = ResourceID("points")
}

extension ResourceCatalogue {
    /// The latest points of a repo: samples, within the repo's detail.
    static let points = ResourceKind<PointSample, PointSample>(
        id: .points,
        title: "Points",
        noun: "point",
        placement: .nested,
        containment: .repo,
        interval: 5,
        list: { api, scope throws(APIError) in
            let repo = try RepoName(scope.container)
            let records = try await api.send(SamplePoints(repo: repo)).records
            // Newest first, to find points that were just posted.
            let samples = records.reversed().enumerated().map { index, record in
                PointSample(number: index + 1, record: record)
            }
            return (items: samples, total: nil)
        },
        name: { String($0.number) },
        columns: [
            TableColumn("#", .fixed(3), alignment: .trailing, style: .muted) { String($0.number) },
            TableColumn("POINT", .flexible) { sample, _ in sample.spans },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("point", "Point") { sample, _, context in
                .lines(SpecLines.lines(of: sample.record, in: context))
            }
        ],
        traits: KindTraits(isTableOfRecords: true)
    )
}

/// One of a repo's samples, counted from the newest.
struct PointSample: Equatable, Sendable {
    let number: Int
    let record: [String: JSONValue]

    /// `key=value`, as points are posted, with the keys set back.
    var spans: [Span] {
        record.sorted { $0.key < $1.key }.flatMap { key, value in
            [
                Span("\(key)=", .muted),
                Span(PointText.format(["": value], schema: []).dropFirstText + "  "),
            ]
        }
    }
}

extension PointSample: Encodable {
    /// The record without its number, which is the console's.
    func encode(to encoder: any Encoder) throws { try record.encode(to: encoder) }
}

extension String {
    /// Returns the field without the `=` of an empty key.
    fileprivate var dropFirstText: String { String(dropFirst()) }
}
