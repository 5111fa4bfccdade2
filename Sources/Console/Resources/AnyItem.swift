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

    package init(name: String, item: AnyItem) {
        self.name = name
        self.item = item
    }
}
