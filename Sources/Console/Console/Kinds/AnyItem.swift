package import PipelineAPI

/// An item of any kind, comparable, so that the console's state needs no type parameter.
///
/// Only the kind that made it can read it back; see ``AnyResourceKind``. A reference to a box, since reading
/// an item back is done for every column of every row of a picture, and a cast of boxes is cheap.
package struct AnyItem: Equatable, Sendable {
    private let box: any AnyBox

    package init(_ value: some Equatable & Sendable) {
        box = Box(value)
    }

    package func value<Value: Equatable & Sendable>(as type: Value.Type = Value.self) -> Value? {
        (box as? Box<Value>)?.value
    }

    /// The whole item in the API's form; `nil` for kinds that the API does not have.
    package func json() throws(APIError) -> JSONValue? {
        guard let value = box.encodable else { return nil }
        return try JSONValue(encoding: value)
    }

    package static func == (left: AnyItem, right: AnyItem) -> Bool {
        left.box === right.box || left.box.equals(right.box)
    }
}

/// The operations of a box of any item type.
private protocol AnyBox: AnyObject, Sendable {
    var encodable: (any Encodable)? { get }
    func equals(_ other: any AnyBox) -> Bool
}

private final class Box<Value: Equatable & Sendable>: AnyBox {
    let value: Value

    init(_ value: Value) { self.value = value }

    var encodable: (any Encodable)? { value as? any Encodable }

    func equals(_ other: any AnyBox) -> Bool { (other as? Box<Value>)?.value == value }
}

/// One line of a list: the item under the name that selection, marks and actions know it by.
package struct Row: Equatable, Sendable {
    package let name: String
    package let item: AnyItem
    /// The text that filters search, in lower case; computed once, since every key of a filter reads it.
    package let text: String
    /// The item this row stands for, if it is in another list.
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
