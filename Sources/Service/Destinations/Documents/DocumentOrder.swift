import PipelineAPI

/// How MongoDB compares values: by type, then by value; integers and other numbers are one type.
enum DocumentOrder {
    static func isEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if DocumentNumber.isNumber(left), DocumentNumber.isNumber(right) {
            return !isLess(left, right) && !isLess(right, left)
        }
        switch (left, right) {
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy(isEqual)
        case (.object(let left), .object(let right)):
            return left.count == right.count
                && left.allSatisfy { name, value in right[name].map { isEqual(value, $0) } ?? false
                }
        default: return left == right
        }
    }

    static func isLess(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left < right
        case (.string(let left), .string(let right)):
            left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.bool(let left), .bool(let right)): !left && right
        case (.array(let left), .array(let right)):
            left.lexicographicallyPrecedes(right, by: isLess)
        case (.object, .object): text(left).utf8.lexicographicallyPrecedes(text(right).utf8)
        default:
            if let left = DocumentNumber.double(left), let right = DocumentNumber.double(right) {
                left < right
            } else {
                rank(left) < rank(right)
            }
        }
    }

    /// Returns whether `$pull` of the value removes an element: it is equal, or has all its members.
    static func matches(_ element: JSONValue, _ value: JSONValue) -> Bool {
        guard case .object(let wanted) = value, case .object(let members) = element else {
            return isEqual(element, value)
        }
        return wanted.allSatisfy { name, value in members[name].map { isEqual($0, value) } ?? false
        }
    }

    /// Returns the JSON of a value; of a text, the text.
    static func text(_ value: JSONValue) -> String {
        if case .string(let text) = value { return text }
        return (try? JSONCoding.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func rank(_ value: JSONValue) -> Int {
        switch value {
        case .null: 0
        case .integer, .number: 1
        case .string: 2
        case .object: 3
        case .array: 4
        case .bool: 5
        }
    }
}
