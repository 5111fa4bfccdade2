import PipelineAPI
import Screen

extension ResourceID {
    package static let allExports = ResourceID("allexports")
}

extension ResourceCatalogue {
    /// The exports of every repo and of every job in one list.
    static let allExports = ResourceKind<AnyExport, AnyExport>(
        id: .allExports,
        title: "Exports",
        noun: "export",
        list: { _, _ throws(APIError) in (items: [], total: nil) },
        name: { "\($0.source)/\($0.name)" },
        aggregate: AggregateList(
            [
                AggregateList.Source(.exports, inEach: .repos, every: 60, scope: Scope.repo),
                AggregateList.Source(.jobExports, inEach: .jobs, every: 300, scope: Scope.job),
            ],
            item: { key, row in AnyExport(row.item, of: key.scope) }
        ),
        columns: [
            TableColumn("NAME", .flexible) { $0.name },
            TableColumn("FROM → TO", .fixed(22), search: { "\($0.source) \($0.destination)" }) {
                item,
                context in
                [
                    Span(
                        "\(item.source)\(context.glyphs.arrow)\(item.destination)",
                        item.isFailing ? .failure : .muted
                    )
                ]
            },
        ],
        detail: .item { $0 },
        tabs: [],
        creates: .exports
    )
}

/// An export of a repo or of a job, with what it copies.
struct AnyExport: Equatable, Sendable {
    let source: String
    let name: String
    /// The kind of store, such as `kodo`.
    let destination: String
    let isFailing: Bool

    init?(_ item: AnyItem, of scope: Scope) {
        source = scope.container
        if let export: Export = item.value() {
            name = export.name
            destination = export.type.rawValue
            isFailing = export.progress?.lastError != nil
        } else if let export: JobExport = item.value() {
            name = export.name ?? ""
            destination = export.type.rawValue
            isFailing = false
        } else {
            return nil
        }
    }
}
