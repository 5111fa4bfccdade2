import PipelineAPI
import PipelineEngine

/// Fills documents whose texts may be references to fields of a record.
enum RecordTemplate {
    /// Returns the document with every reference replaced; a member whose field is absent is omitted.
    ///
    /// `isReference` decides which texts are references; by default those that begin with `#`.
    static func fill(
        _ template: JSONValue,
        from record: PointRecord,
        isReference: (String) -> Bool = { $0.hasPrefix("#") }
    ) -> JSONValue {
        switch template {
        case .string(let text) where isReference(text):
            record[FieldReference.name(in: text) ?? text] ?? .null
        case .array(let elements):
            .array(elements.map { fill($0, from: record, isReference: isReference) })
        case .object(let members):
            .object(
                members.mapValues { fill($0, from: record, isReference: isReference) }
                    .filter { $0.value != .null || members[$0.key] == .null }
            )
        default: template
        }
    }
}
