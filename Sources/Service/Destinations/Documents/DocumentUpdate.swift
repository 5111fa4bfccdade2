import PipelineAPI
import PipelineEngine

import struct FoundationEssentials.Date

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
        let values = keys.map { keyValue($0, of: record) ?? .null }
        return (try? JSONCoding.encode(values)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns the document to store; `nil` if there is none to update.
    ///
    /// Throws where an operator meets a value that it cannot change, as a sum of a text.
    func merge(
        _ before: JSONValue?,
        _ record: PointRecord,
        at time: Date
    ) throws(DeliveryFailure) -> JSONValue? {
        guard before != nil || mode != "UPDATE" else { return nil }
        var document = DocumentPath.members(of: before)
        for key in keys where document[key] == nil { document[key] = keyValue(key, of: record) }
        guard let template, case .object(let parts) = template else {
            return .object(document.merging(record) { $1 })
        }
        guard UpdateOperator.isUpdate(template) else {
            let values = DocumentPath.members(of: RecordTemplate.fill(template, from: record))
            return .object(document.merging(values) { $1 })
        }
        var changed = JSONValue.object(document)
        for (name, part) in parts.sorted(by: { $0.key < $1.key }) {
            guard let change = UpdateOperator(rawValue: name) else {
                throw DeliveryFailure("operator '\(name)' is not applied: change the export's doc")
            }
            if change == .setOnInsert, before != nil { continue }
            // Names of fields and marks of what is to go are no values of the record.
            let isPlain = [.unset, .rename].contains(change)
            let values = isPlain ? part : RecordTemplate.fill(part, from: record)
            for (path, value) in DocumentPath.members(of: values).sorted(by: { $0.key < $1.key }) {
                try DocumentChange(change: change, value: value, time: time)
                    .apply(to: &changed, at: path)
            }
        }
        return changed
    }

    /// Returns a key's value: the record's field, or what the document gives the key.
    private func keyValue(_ key: String, of record: PointRecord) -> JSONValue? {
        if let value = record[key] { return value }
        let document = DocumentPath.members(of: template)
        let parts: [JSONValue?] = [template, document["$set"], document["$setOnInsert"]]
        guard let value = parts.lazy.compactMap({ DocumentPath.members(of: $0)[key] }).first else {
            return nil
        }
        return RecordTemplate.fill(value, from: record)
    }
}
