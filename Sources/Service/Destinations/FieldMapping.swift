import PipelineAPI
import PipelineEngine

/// Which field of a record becomes which of the destination; with no mapping, each under its own name.
struct FieldMapping: Sendable {
    /// The destination's fields, with the types of what they are filled from.
    let schema: [SchemaField]
    /// Destination field to source field.
    private let sources: [(target: String, source: String)]

    init(_ mapping: [String: String], schema fields: [SchemaField]) {
        guard !mapping.isEmpty else {
            schema = fields
            sources = fields.map { ($0.key, $0.key) }
            return
        }
        let named = mapping.sorted { $0.key < $1.key }.map { target, text in
            (target: target, source: FieldReference.name(in: text) ?? text)
        }
        sources = named
        schema = named.map { target, source in
            let field = fields.first { $0.key == source }
            return SchemaField(
                target,
                field?.valtype ?? .string,
                elemtype: field?.elemtype,
                schema: field?.schema
            )
        }
    }

    func map(_ record: PointRecord) -> PointRecord {
        var mapped: PointRecord = [:]
        for (target, source) in sources { mapped[target] = record[source] }
        return mapped
    }
}
