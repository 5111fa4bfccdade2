import PipelineAPI
import Screen

extension ResourceCatalogue {
    /// Transforms: computations that derive one repo from another, of the selected repo.
    static let transforms = ResourceKind<Transform, Transform>(
        id: "transforms",
        title: "Transforms",
        noun: "transform",
        aliases: ["transform", "tr"],
        within: .repo,
        interval: 10,
        list: { api, scope throws(APIError) in
            let repo = try RepoName(scope.container)
            return (items: try await api.send(ListTransforms(repo: repo)).transforms, total: nil)
        },
        name: \.name,
        columns: [
            Column("NAME", .flexible) { $0.name },
            Column("TO", .fixed(14), style: .muted) { "→ \($0.to)" },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("sql", "SQL") { transform, _, _ in
                .lines(SQLLines.lines(of: transform.spec.code ?? ""))
            },
            DetailTab("spec", "Spec") { transform, _, _ in .lines(JSONLines.lines(of: transform)) },
        ]
    )
}
