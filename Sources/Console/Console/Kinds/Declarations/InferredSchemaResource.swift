import PipelineAPI
import Screen

extension ResourceID {
    package static let inferredSchemas = ResourceID("inferredschemas")
}

extension ResourceCatalogue {
    /// The schema that the service infers from a data source's files, beside the declared one.
    static let inferredSchemas = ResourceKind<InferredSchema, InferredSchema>(
        id: .inferredSchemas,
        title: "Inferred schema",
        noun: "inferred schema",
        placement: .nested,
        containment: .dataSource,
        // Inferring a schema is expensive for the service.
        interval: 300,
        list: { api, scope throws(APIError) in
            let name = try DataSourceName(scope.container)
            let source = try await api.send(GetDataSource(dataSource: name))
            let fields = try await api.send(
                InferSchema(body: InferSchema.Body(type: source.type, spec: source.spec))
            )
            return (items: [InferredSchema(fields: fields.schema)], total: nil)
        },
        name: { _ in InferredSchema.name },
        columns: [TableColumn("NAME", .flexible) { _ in InferredSchema.name }],
        detail: .item { $0 },
        tabs: [
            DetailTab(TabID.schema, "Schema") { inferred, _, _ in
                .tree(SchemaTree.nodes(of: inferred.fields))
            }
        ]
    )
}

/// The one item of its list.
struct InferredSchema: Codable, Equatable, Sendable {
    static let name = "inferred"
    let fields: [SchemaField]

    /// The list with the schema inferred for a data source.
    static func key(of dataSource: String) -> ListKey {
        ListKey(.inferredSchemas, .dataSource(dataSource))
    }

    /// Returns the declared and the inferred type of each field, or why they are not known yet.
    static func lines(
        of source: DataSource,
        named name: String,
        in context: RenderContext
    ) -> [DetailLine] {
        let content = context.content(of: key(of: name))
        guard let inferred: InferredSchema = content?.value?.rows.first?.item.value() else {
            return content?.error.map { [DetailLine($0.message, .error, wraps: true)] }
                ?? [DetailLine(says: "asking the service what is in the files …", .muted)]
        }
        return SchemaDifference(declared: source.schema ?? [], inferred: inferred.fields)
            .lines(glyphs: context.glyphs)
    }
}
