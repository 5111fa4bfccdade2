import PipelineAPI
import PipelineEngine

/// Maps the fields of records to those of a destination; without a mapping, fields keep their names.
struct FieldMapping: Sendable {
    /// The destination's fields, with the types of their source fields.
    let schema: [SchemaField]
    /// The source field of each destination field.
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
