import PipelineAPI
import Screen

extension ResourceID {
    package static let allTransforms = ResourceID("alltransforms")
}

extension ResourceCatalogue {
    /// The transforms of every repo in one list.
    static let allTransforms = ResourceKind<RepoTransform, RepoTransform>(
        id: .allTransforms,
        title: "Transforms",
        noun: "transform",
        list: { _, _ throws(APIError) in (items: [], total: nil) },
        name: { "\($0.repo)/\($0.transform.name)" },
        aggregate: AggregateList(
            [AggregateList.Source(.transforms, inEach: .repos, every: 60, scope: Scope.repo)],
            item: { key, row in
                row.item.value().map { RepoTransform(repo: key.scope.container, transform: $0) }
            }
        ),
        columns: [
            TableColumn("NAME", .flexible) { $0.transform.name },
            TableColumn("FROM → TO", .fixed(22), search: { "\($0.repo) \($0.transform.to)" }) {
                item,
                context in
                [
                    Span(
                        "\(item.repo)\(context.glyphs.arrow)\(item.transform.to)",
                        item.transform.progress?.style ?? .muted
                    )
                ]
            },
        ],
        detail: .item { $0 },
        tabs: [],
        creates: .transforms
    )
}

/// A transform with the repo it reads.
struct RepoTransform: Equatable, Sendable {
    let repo: String
    let transform: Transform
}
