import PipelineAPI
import Screen

extension ResourceID {
    package static let exports = ResourceID("exports")
}

extension ResourceCatalogue {
    /// Exports: copies of the selected repo's points to a store outside.
    static let exports = ResourceKind<Export, Export>(
        id: .exports,
        title: "Exports",
        noun: "export",
        aliases: ["export", "ex"],
        placement: .nested,
        containment: .repo,
        interval: 10,
        list: { api, scope throws(APIError) in
            let repo = try RepoName(scope.container)
            return (items: try await api.send(ListExports(repo: repo)).exports, total: nil)
        },
        name: \.name,
        columns: [
            TableColumn("NAME", .flexible) { $0.name },
            TableColumn("TO", .fixed(9)) { export, _ in
                [Span(says: "→ \(export.type)", export.progress?.style ?? .muted)]
            },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("destination", "Destination") { export, _, context in
                .lines(
                    MappingLines.lines(
                        of: export.type,
                        spec: export.spec,
                        place: export.place,
                        glyphs: context.glyphs
                    ) + [.blank]
                        + (export.progress.map { ProgressLines.lines(of: $0, context) } ?? [])
                )
            },
            DetailTab("spec", "Spec") { export, _, context in
                .lines(SpecLines.lines(of: export.maskingSecrets(context.glyphs), in: context))
            },
        ],
        actions: [
            .delete(
                Export.self,
                consequences: { address, _ in
                    ["Export '\(address.name)' delivers no more; what it delivered stays."]
                },
                call: { address throws(APIError) in
                    DeleteExport(
                        repo: try RepoName(address.scope.container),
                        export: try ExportName(address.name)
                    )
                }
            )
        ],
        editor: .exports,
        holdsSecrets: true,
        traits: KindTraits(lineage: .streams)
    )
}

extension Export {
    /// The export with its secrets masked.
    fileprivate func maskingSecrets(_ glyphs: Glyphs) -> Export {
        var masked = self
        masked.spec = SecretMask(glyphs: glyphs).masked(spec)
        return masked
    }
}
