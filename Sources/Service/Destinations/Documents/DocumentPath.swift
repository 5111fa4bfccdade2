import PipelineAPI
import PipelineEngine

/// A dotted path in a document: names of members, and indexes of elements.
enum DocumentPath {
    /// The highest index at which an element is set in a list: MongoDB fills the gap with nulls.
    private static let gap = 10_000

    static func members(of value: JSONValue?) -> PointRecord {
        guard case .object(let members)? = value else { return [:] }
        return members
    }

    /// Changes the value at a path; objects that are missing on the way are made where there is a new value.
    ///
    /// `nil` is no value. Throws where the path leads through a value that has no members.
    static func change(
        _ document: inout JSONValue,
        at path: String,
        _ body: (JSONValue?) throws(DeliveryFailure) -> JSONValue?
    ) throws(DeliveryFailure) {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        document = try changed(document, parts[...], path, body) ?? document
    }

    /// Returns the value at a path; `nil` where there is none.
    static func value(in document: JSONValue, at path: String) -> JSONValue? {
        var value: JSONValue? = document
        for part in path.split(separator: ".", omittingEmptySubsequences: false) {
            switch value {
            case .object(let members)?: value = members[String(part)]
            case .array(let elements)?:
                value = Int(part).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            default: return nil
            }
        }
        return value
    }

    private static func changed(
        _ value: JSONValue?,
        _ parts: ArraySlice<String>,
        _ path: String,
        _ body: (JSONValue?) throws(DeliveryFailure) -> JSONValue?
    ) throws(DeliveryFailure) -> JSONValue? {
        guard let part = parts.first else { return try body(value) }
        switch value {
        case nil:
            guard let inner = try changed(nil, parts.dropFirst(), path, body) else { return nil }
            return .object([part: inner])
        case .object(var members)?:
            members[part] = try changed(members[part], parts.dropFirst(), path, body)
            return .object(members)
        case .array(var elements)?:
            guard let index = Int(part), (0...gap).contains(index) else { break }
            let known = index < elements.count ? elements[index] : nil
            let new = try changed(known, parts.dropFirst(), path, body)
            if known == nil, new == nil { return .array(elements) }
            while elements.count <= index { elements.append(.null) }
            elements[index] = new ?? .null
            return .array(elements)
        default: break
        }
        throw DeliveryFailure(
            "'\(path)' cannot be changed in a document: '\(part)' would be within a value that has "
                + "no such member; remove that document, or change the export's doc"
        )
    }
}
