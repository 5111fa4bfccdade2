import PipelineAPI
import Screen

extension ResourceID {
    package static let activity = ResourceID("activity")
}

extension ResourceCatalogue {
    /// Activity: what was changed from this console since it was opened, the latest first.
    static let activity = ResourceKind<Activity, Activity>(
        id: .activity,
        title: "Activity",
        noun: "activity",
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [Activity()], total: nil) },
        name: { _ in Activity.address.name },
        columns: [TableColumn("NAME", .flexible) { _ in Activity.address.name }],
        detail: .item { $0 },
        tabs: [
            DetailTab("activity", "Changes") { _, _, context in
                .lines(Activity.lines(of: context.activity, in: context))
            }
        ]
    )
}

/// The one item of its kind.
struct Activity: Equatable, Sendable {
    static let address = ResourceAddress(.activity, .root, "now")
    static let row = Row(name: address.name, item: AnyItem(Activity()))

    static func lines(of entries: [ActivityEntry], in context: RenderContext) -> [DetailLine] {
        guard !entries.isEmpty else {
            return [DetailLine(says: "nothing was changed since the console was opened", .muted)]
        }
        return entries.flatMap { entry in
            [
                DetailLine(
                    [
                        Span(TimeText.full(entry.time, in: context) + "  ", .muted),
                        Span(entry.what, .strong), Span(says: "  on \(entry.profile)", .muted),
                    ],
                    wraps: true
                ),
                DetailLine(
                    [Span("    "), Span(entry.outcome, entry.isRefused ? .failure : .good)],
                    wraps: true
                ),
            ]
        }
    }
}
