import PipelineAPI

/// What the values of a field were, which decides about its type.
///
/// The rules are those by which the service infers the schemas of files, but for dates: here they are what a repo
/// takes as one, so that the values can be pushed to a repo of this schema.
struct FieldEvidence: Sendable {
    private struct Kinds: OptionSet {
        let rawValue: Int

        static let truth = Kinds(rawValue: 1)
        static let long = Kinds(rawValue: 2)
        /// Whole numbers with more digits than a floating point number holds exactly.
        static let longest = Kinds(rawValue: 4)
        static let float = Kinds(rawValue: 8)
        static let date = Kinds(rawValue: 16)
        static let text = Kinds(rawValue: 32)
        static let array = Kinds(rawValue: 64)
        static let object = Kinds(rawValue: 128)
    }

    private static let mostExactDigits = 15
    /// The most levels of a map.
    private static let mostLevels = 5

    private var kinds: Kinds = []
    private var elements: Kinds = []
    private(set) var members = RecordEvidence()

    /// Notes a value of JSON.
    mutating func note(_ value: JSONValue) {
        kinds.formUnion(Self.kind(of: value))
        switch value {
        case .array(let values):
            let found = values.map(Self.kind).reduce(Kinds()) { $0.union($1) }
            // An empty array says nothing of numbers, and its elements may be anything.
            elements.formUnion(found.isEmpty ? .text : found)
        case .object(let values): members.note(values)
        default: break
        }
    }

    /// Notes the text of a column, which may be a number, a truth value or a date.
    mutating func note(text: String) {
        if text.wholeMatch(of: /[+-]?(0|[1-9][0-9]*)/) != nil {
            guard Int64(text) != nil else {
                kinds.insert(text.count > Self.mostExactDigits ? .text : .float)
                return
            }
            kinds.insert(text.count > Self.mostExactDigits ? .longest : .long)
        } else if text.wholeMatch(
            of: /[+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?/
        ) != nil {
            kinds.insert(.float)
        } else if ["true", "false"].contains(text.lowercased()) {
            kinds.insert(.truth)
        } else {
            kinds.insert(Timestamp.parse(text) == nil ? .text : .date)
        }
    }

    /// Returns the field; without any value it is of `unknown` type.
    func field(_ name: String, unknown: ValueType, level: Int = 1) -> SchemaField {
        switch kinds {
        case []: return SchemaField(name, unknown)
        case .truth: return SchemaField(name, .boolean)
        case .date: return SchemaField(name, .date)
        case .array: return SchemaField(name, .array, elemtype: Self.number(elements) ?? .string)
        case .object:
            guard !members.isEmpty, level < Self.mostLevels else {
                return SchemaField(name, .jsonString)
            }
            return SchemaField(
                name,
                .map,
                schema: members.fields(unknown: .string, level: level + 1)
            )
        default:
            if let type = Self.number(kinds) { return SchemaField(name, type) }
            let isNested = !kinds.isDisjoint(with: [.array, .object])
            return SchemaField(name, isNested ? .jsonString : .string)
        }
    }

    /// Returns the type of numbers that all values are; `nil` if one is none, or would lose digits.
    private static func number(_ kinds: Kinds) -> ValueType? {
        guard !kinds.isEmpty else { return nil }
        if kinds.isSubset(of: [.long, .longest]) { return .long }
        return kinds.isSubset(of: [.long, .float]) ? .float : nil
    }

    private static func kind(of value: JSONValue) -> Kinds {
        switch value {
        case .null: []
        case .bool: .truth
        case .integer(let number):
            String(number).count > mostExactDigits ? .longest : .long
        case .number: .float
        case .string(let text): Timestamp.parse(text) == nil ? .text : .date
        case .array: .array
        case .object: .object
        }
    }
}

/// What the values of records were, field by field in the order in which they were met.
struct RecordEvidence: Sendable {
    private var names: [String] = []
    private var evidence: [String: FieldEvidence] = [:]

    var isEmpty: Bool { names.isEmpty }

    /// Notes an object; fields that it is the first to have are by name.
    mutating func note(_ members: [String: JSONValue]) {
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            meet(name)
            evidence[name]?.note(value)
        }
    }

    mutating func note(_ name: String, text: String?) {
        meet(name)
        if let text { evidence[name]?.note(text: text) }
    }

    func fields(unknown: ValueType, level: Int = 1) -> [SchemaField] {
        names.compactMap { evidence[$0]?.field($0, unknown: unknown, level: level) }
    }

    private mutating func meet(_ name: String) {
        guard evidence[name] == nil else { return }
        names.append(name)
        evidence[name] = FieldEvidence()
    }
}
