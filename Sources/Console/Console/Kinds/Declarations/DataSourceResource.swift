import PipelineAPI
import Screen

extension ResourceID {
    package static let dataSources = ResourceID("datasources")
}

extension ResourceCatalogue {
    /// Data sources: files that jobs read.
    static let dataSources = ResourceKind<DataSource, DataSource>(
        id: .dataSources,
        title: "Data sources",
        noun: "data source",
        aliases: ["datasource", "ds"],
        placement: .onDemand,
        interval: 10,
        list: { api, _ throws(APIError) in
            (items: try await api.send(ListDataSources()).datasources, total: nil)
        },
        name: { $0.name ?? "" },
        columns: [
            TableColumn("NAME", .flexible) { $0.name ?? "" },
            TableColumn("FILES", .fixed(7), style: .muted) { $0.spec.fileType ?? "" },
            TableColumn("TYPE", .fixed(6), style: .muted) { $0.type.rawValue },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab(TabID.schema, "Schema") { source, _, _ in
                .tree(SchemaTree.nodes(of: source.schema ?? []))
            },
            DetailTab(
                "inferred",
                "Inferred",
                needs: { [InferredSchema.key(of: $0.name)] },
                body: { source, address, context in
                    .lines(InferredSchema.lines(of: source, named: address.name, in: context))
                }
            ),
            DetailTab("jobs", "Jobs") { _, address, context in
                .tree(context.jobs(reading: address.name))
            },
            DetailTab("lineage", "Lineage") { _, address, context in
                .tree(LineageTree.nodes(of: Lineage.Item(.dataSource, address.name), in: context))
            },
            DetailTab("spec", "Spec") { source, _, context in
                .lines(SpecLines.lines(of: source, in: context))
            },
        ],
        actions: [
            .delete(
                DataSource.self,
                consequences: { address, _ in
                    ["Data source '\(address.name)' is deleted; its files stay where they are."]
                },
                call: { address throws(APIError) in
                    DeleteDataSource(dataSource: try DataSourceName(address.name))
                }
            )
        ],
        editor: .dataSources,
        traits: KindTraits(lineage: .batches)
    )
}
