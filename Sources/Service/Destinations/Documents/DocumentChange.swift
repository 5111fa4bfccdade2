import PipelineAPI
import PipelineEngine

import struct FoundationEssentials.Date

/// One operator of an update with its value, as MongoDB applies it.
struct DocumentChange {
    let change: UpdateOperator
    let value: JSONValue
    /// What `$currentDate` sets.
    let time: Date

    func apply(to document: inout JSONValue, at path: String) throws(DeliveryFailure) {
        if change == .rename { return try rename(path, in: &document) }
        try DocumentPath.change(&document, at: path) { before throws(DeliveryFailure) in
            try result(before, path)
        }
    }

    private func rename(_ path: String, in document: inout JSONValue) throws(DeliveryFailure) {
        guard case .string(let target) = value,
            let moved = DocumentPath.value(in: document, at: path)
        else { return }
        try DocumentPath.change(&document, at: path) { _ in nil }
        try DocumentPath.change(&document, at: target) { _ in moved }
    }

    /// Returns what becomes of the value at the path; `nil` is no value.
    private func result(
        _ before: JSONValue?,
        _ path: String
    ) throws(DeliveryFailure) -> JSONValue? {
        switch change {
        case .set, .setOnInsert: return value
        case .unset, .rename: return nil
        case .inc: return try computed(before, path, DocumentNumber.sum)
        case .mul: return try computed(before ?? .integer(0), path, DocumentNumber.product)
        case .max: return before.map { DocumentOrder.isLess($0, value) ? value : $0 } ?? value
        case .min: return before.map { DocumentOrder.isLess(value, $0) ? value : $0 } ?? value
        case .currentDate: return .string(Timestamp(time).text)
        case .push: return .array(try list(before, path) + added(path))
        case .addToSet:
            var elements = try list(before, path)
            for element in try added(path)
            where !elements.contains(where: { DocumentOrder.isEqual($0, element) }) {
                elements.append(element)
            }
            return .array(elements)
        case .pop:
            guard before != nil else { return nil }
            let elements = try list(before, path)
            return .array(Array(value == .integer(-1) ? elements.dropFirst() : elements.dropLast()))
        case .pull:
            guard before != nil else { return nil }
            return .array(try list(before, path).filter { !DocumentOrder.matches($0, value) })
        }
    }

    private func computed(
        _ before: JSONValue?,
        _ path: String,
        _ compute: (JSONValue, JSONValue) -> JSONValue?
    ) throws(DeliveryFailure) -> JSONValue {
        let left = before ?? .integer(0)
        guard let result = compute(left, value) else {
            let text = DocumentNumber.isNumber(left) ? value : left
            throw DeliveryFailure(
                "'\(change.rawValue)' cannot compute '\(path)' with '\(DocumentOrder.text(text))', "
                    + "which is no number: change the export's doc"
            )
        }
        return result
    }

    private func list(
        _ before: JSONValue?,
        _ path: String
    ) throws(DeliveryFailure) -> [JSONValue] {
        switch before {
        case nil: return []
        case .array(let elements)?: return elements
        case let other?:
            throw DeliveryFailure(
                "'\(change.rawValue)' cannot change '\(path)', which is "
                    + "'\(DocumentOrder.text(other))' and no list: change the export's doc"
            )
        }
    }

    /// Returns the elements to add; an `$each` whose field the record lacks has none.
    private func added(_ path: String) throws(DeliveryFailure) -> [JSONValue] {
        guard case .object(let members) = value else { return [value] }
        guard let each = members["$each"] else {
            // The template left out an `$each` without a value.
            return members.isEmpty ? [] : [value]
        }
        guard case .array(let elements) = each else {
            throw DeliveryFailure(
                "'$each' of '\(path)' is '\(DocumentOrder.text(each))' and no list: "
                    + "name a field of type array"
            )
        }
        return elements
    }
}
