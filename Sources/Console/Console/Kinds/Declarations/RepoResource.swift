import PipelineAPI
import Screen

extension ResourceID {
    package static let repos = ResourceID("repos")
}

extension ResourceCatalogue {
    /// Repos: message queues that points are posted to.
    static let repos = ResourceKind<RepoSummary, Repo>(
        id: .repos,
        title: "Repos",
        noun: "repo",
        aliases: ["repo", "r"],
        list: { api, _ throws(APIError) in
            (items: try await api.send(ListRepos()).repos, total: nil)
        },
        name: \.name,
        columns: [
            TableColumn("NAME", .flexible) { $0.name },
            TableColumn("FROM", .fixed(12), search: { $0.derivedFrom ?? "" }) { repo, context in
                let maker = repo.derivedFrom ?? ""
                return [Span(maker.isEmpty ? "" : "\(context.glyphs.leftArrow) \(maker)", .muted)]
            },
            TableColumn("REGION", .fixed(6), compact: false) { $0.region },
        ],
        detail: .call { api, address throws(APIError) in
            try await api.send(GetRepo(repo: RepoName(address.name)))
        },
        tabs: [
            DetailTab(TabID.schema, "Schema") { repo, _, _ in
                .tree(SchemaTree.nodes(of: repo.schema))
            },
            DetailTab("data", "Data") { _, address, _ in
                .children(ListKey(.points, .repo(address.name)))
            },
            DetailTab("transforms", "Transforms") { _, address, _ in
                .children(ListKey(.transforms, .repo(address.name)))
            },
            DetailTab("exports", "Exports") { _, address, _ in
                .children(ListKey(.exports, .repo(address.name)))
            },
            DetailTab("lineage", "Lineage") { _, address, context in
                .tree(LineageTree.nodes(of: Lineage.Item(.repo, address.name), in: context))
            },
            DetailTab("spec", "Spec") { repo, _, context in
                .lines(SpecLines.lines(of: repo, in: context))
            },
        ],
        actions: [
            .delete(
                RepoSummary.self,
                refusal: { repo in
                    repo.derivedFrom.flatMap { maker in
                        maker.isEmpty ? nil : "transform '\(maker)' makes this repo: delete that"
                    }
                },
                consequences: { address, _ in
                    ["Repo '\(address.name)' and every point in it are deleted, for good."]
                },
                call: { address throws(APIError) in DeleteRepo(repo: try RepoName(address.name)) }
            )
        ],
        editor: .repos,
        transfer: ResourceTransfer(
            title: "Push points",
            content: .points,
            fields: [
                FormDialog.Field(
                    ResourceTransfer.file,
                    hint: "a path; lines of key=value, tabs between"
                ),
                FormDialog.Field("format", "text", hint: "text, or json: one object a line"),
            ],
            consequences: { address, _ in
                [
                    "Every line becomes a point of \(address?.nameInContainer ?? "").",
                    "It goes in parts; a part that was sent is not taken back.",
                ]
            }
        ),
        traits: KindTraits(lineage: .streams, notFound: .repoNotFound)
    )
}
