package import PipelineAPI

/// An item of any kind, comparable, so that the console's state needs no type parameter.
///
/// Only the kind that made it can read it back; see ``AnyResourceKind``.
package struct AnyItem: Equatable, Sendable {
    private let stored: any Equatable & Sendable

    package init(_ value: some Equatable & Sendable) {
        stored = value
    }

    package func value<Value>(as type: Value.Type = Value.self) -> Value? {
        stored as? Value
    }

    /// The whole item as the API writes it; `nil` where the kind's items are none of the API's.
    package func json() throws(APIError) -> JSONValue? {
        guard let value = stored as? any Encodable else { return nil }
        return try JSONValue(encoding: value)
    }

    package static func == (left: AnyItem, right: AnyItem) -> Bool {
        func isEqual<Value: Equatable>(_ value: Value, _ other: any Equatable) -> Bool {
            (other as? Value) == value
        }
        return isEqual(left.stored, right.stored)
    }
}

/// One line of a list: the item under the name that selection, marks and actions know it by.
package struct Row: Equatable, Sendable {
    package let name: String
    package let item: AnyItem
    /// What a filter looks at, in lower case; made once, since every key of a filter reads it.
    package let text: String
    /// The item this row stands for, where it is one of another list.
    package let target: ResourceAddress?

    package init(
        name: String,
        item: AnyItem,
        text: String? = nil,
        target: ResourceAddress? = nil
    ) {
        self.name = name
        self.item = item
        self.text = text ?? name.lowercased()
        self.target = target
    }
}
