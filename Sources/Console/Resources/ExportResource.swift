import PipelineAPI
import Screen

extension ResourceCatalogue {
    /// Exports: standing rules that copy the selected repo's points to an outside store.
    static let exports = ResourceKind<Export, Export>(
        id: "exports",
        title: "Exports",
        noun: "export",
        aliases: ["export", "ex"],
        within: .repo,
        interval: 10,
        list: { api, scope throws(APIError) in
            let repo = try RepoName(scope.container)
            return (items: try await api.send(ListExports(repo: repo)).exports, total: nil)
        },
        name: \.name,
        columns: [
            Column("NAME", .flexible) { $0.name },
            Column("TO", .fixed(9), style: .muted) { "→ \($0.type)" },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("spec", "Spec") { export, _, _ in
                .lines(JSONLines.lines(of: export.maskingSecrets))
            }
        ]
    )
}

extension Export {
    /// The export with the values of its keys hidden, fit to be shown to whoever looks on.
    fileprivate var maskingSecrets: Export {
        guard case .object(var members) = spec else { return self }
        for key in members.keys where key.lowercased().hasSuffix("key") && key != "updateKey" {
            members[key] = "••••"
        }
        var masked = self
        masked.spec = .object(members)
        return masked
    }
}
