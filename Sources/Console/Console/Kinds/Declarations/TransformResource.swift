import PipelineAPI
import Screen

extension ResourceID {
    package static let transforms = ResourceID("transforms")
}

extension ResourceCatalogue {
    /// Transforms of the selected repo: computations that derive one repo from another.
    static let transforms = ResourceKind<Transform, Transform>(
        id: .transforms,
        title: "Transforms",
        noun: "transform",
        aliases: ["transform", "tr"],
        placement: .nested,
        containment: .repo,
        interval: 10,
        list: { api, scope throws(APIError) in
            let repo = try RepoName(scope.container)
            return (items: try await api.send(ListTransforms(repo: repo)).transforms, total: nil)
        },
        name: \.name,
        columns: [
            TableColumn("NAME", .flexible) { $0.name },
            TableColumn("TO", .fixed(14)) { transform, _ in
                [Span(says: "→ \(transform.to)", transform.progress?.style ?? .muted)]
            },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab(
                "sql",
                "SQL",
                translation: { ListKey(.transformTranslations, $0.scope) },
                body: { transform, address, context in
                    .lines(
                        transform.facts(context) + [.blank]
                            + SQLLines.lines(of: transform.spec.code ?? "")
                            + SQLTranslation.lines(
                                of: address.name,
                                from: ListKey(.transformTranslations, address.scope),
                                in: context
                            )
                    )
                }
            ),
            DetailTab("spec", "Spec") { transform, _, context in
                .lines(SpecLines.lines(of: transform, in: context))
            },
        ],
        actions: [
            .delete(
                Transform.self,
                consequences: { address, transform in
                    [
                        "Transform '\(address.name)' no longer computes.",
                        "Repo '\(transform.to)' goes with it, if the transform made it.",
                    ]
                },
                call: { address throws(APIError) in
                    DeleteTransform(
                        repo: try RepoName(address.scope.container),
                        transform: try TransformName(address.name)
                    )
                }
            )
        ],
        editor: .transforms,
        traits: KindTraits(lineage: .streams)
    )
}

extension Transform {
    /// Returns the facts above the SQL.
    fileprivate func facts(_ context: RenderContext) -> [DetailLine] {
        var lines = [
            DetailLine.fact("to", to),
            DetailLine.fact("every", spec.interval ?? TransformSpec.defaultInterval),
        ]
        if let plugin = spec.plugin {
            let output = plugin.output.map(\.name).joined(separator: ", ")
            lines.append(.fact("plugin", says: "\(plugin.name) → \(output)"))
        }
        if let container = spec.container {
            lines.append(.fact("container", says: "\(container.count) × \(container.type)"))
        }
        return lines + (progress.map { ProgressLines.lines(of: $0, context) } ?? [])
    }
}
