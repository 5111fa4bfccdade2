import PipelineAPI
import Screen

/// A schema as a tree: key, type, element type, whether required; maps hold their fields.
enum SchemaTree {
    static func nodes(of fields: [SchemaField]) -> [TreeNode] {
        let keyWidth = min(28, fields.map(\.key.displayWidth).max() ?? 0)
        return fields.map { field in
            TreeNode(
                name: field.key,
                spans: spans(of: field, keyWidth: keyWidth),
                children: nodes(of: field.schema ?? [])
            )
        }
    }

    private static func spans(of field: SchemaField, keyWidth: Int) -> [Span] {
        let element = field.elemtype.map { "[\($0)]" } ?? ""
        var spans = [
            Span(field.key.padded(toWidth: keyWidth + 2), .strong),
            Span("\(field.valtype)\(element)".padded(toWidth: 14), .accent),
        ]
        if field.isRequired { spans.append(Span(says: "required  ", .warning)) }
        if let description = field.description, !description.isEmpty {
            spans.append(Span(description, .muted))
        }
        return spans
    }
}
