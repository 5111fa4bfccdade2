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
                    .filter { $0.value != .null }
            )
        default: template
        }
    }
}

/// The change that a mongo export makes with a record: insert, update or both, by its keys.
struct DocumentUpdate: Sendable {
    private let template: JSONValue?
    private let keys: [String]
    private let mode: String

    init(_ spec: MongoExportSpec) {
        template = spec.doc
        keys = (spec.updateKey ?? []).map { FieldReference.name(in: $0) ?? $0 }
        mode = (spec.mode ?? "INSERT").uppercased()
    }

    /// Returns the key of the record's document; `nil` if each record is a new document.
    func key(of record: PointRecord) -> String? {
        guard mode != "INSERT" else { return nil }
        let values = keys.map { record[$0] ?? .null }
        return (try? JSONCoding.encode(values)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns the document to store; `nil` if there is none to update.
    func merge(_ before: JSONValue?, _ record: PointRecord) -> JSONValue? {
        guard before != nil || mode != "UPDATE" else { return nil }
        var document = members(of: before)
        for key in keys where document[key] == nil { document[key] = record[key] }
        guard let template, case .object(let parts) = template else {
            return .object(document.merging(record) { $1 })
        }
        for (name, part) in parts {
            let values = members(of: RecordTemplate.fill(part, from: record))
            switch name {
            case "$inc":
                for (key, value) in values { document[key] = sum(document[key], value) }
            case "$set": document.merge(values) { $1 }
            case "$setOnInsert" where before == nil: document.merge(values) { $1 }
            case _ where name.hasPrefix("$"): continue
            default: document[name] = RecordTemplate.fill(part, from: record)
            }
        }
        return .object(document.filter { $0.value != .null })
    }

    private func members(of value: JSONValue?) -> PointRecord {
        guard case .object(let members)? = value else { return [:] }
        return members
    }

    private func sum(_ left: JSONValue?, _ right: JSONValue) -> JSONValue {
        switch (left, right) {
        case (.integer(let left)?, .integer(let right)):
            let (total, isTooLarge) = left.addingReportingOverflow(right)
            return isTooLarge ? .number(Double(left) + Double(right)) : .integer(total)
        case (let left?, let right):
            guard let left = left.double, let right = right.double else { return right }
            return .number(left + right)
        case (nil, let right): return right
        }
    }
}

extension JSONValue {
    /// The value of an integer or a floating point number.
    fileprivate var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}
