import PipelineAPI
import Statistics

/// Random schemas, points and texts out of one seed, which a failure names.
struct RandomSource {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func number(below limit: Int) -> Int { random.number(below: limit) }

    mutating func fields(depth: Int = 0) -> [SchemaField] {
        (0..<(1 + number(below: 6))).map { index in
            var type = ValueType.known[number(below: ValueType.known.count)]
            if type == .map, depth == Schema.deepestMap { type = .long }
            return SchemaField(
                "f\(depth)_\(index)",
                type,
                elemtype: type == .array ? ValueType.elements[number(below: 3)] : nil,
                required: number(below: 3) == 0,
                schema: type == .map && number(below: 4) > 0 ? fields(depth: depth + 1) : nil
            )
        }
    }

    mutating func record(_ fields: [SchemaField]) -> [String: JSONValue] {
        var record: [String: JSONValue] = [:]
        for field in fields where field.isRequired || number(below: 4) > 0 {
            record[field.key] = value(of: field)
        }
        return record
    }

    private mutating func value(of field: SchemaField) -> JSONValue {
        switch field.valtype {
        case .boolean: .bool(number(below: 2) == 0)
        case .long: .integer(Int64(bitPattern: random.next()) >> Int64(number(below: 60)))
        case .float: float()
        case .date: .string("2026-11-21T03:04:05.\(100 + number(below: 900))+08:00")
        case .array: .array((0..<number(below: 4)).map { _ in element(field.elemtype) })
        case .map:
            .object(field.schema.map { record($0) } ?? ["any": .array([.null, json(depth: 0)])])
        case .jsonString: json(depth: 0)
        case .ip: .string("10.\(number(below: 256)).0.\(number(below: 256))")
        default: .string(text())
        }
    }

    /// Halves are exact in any notation, and never taken for whole numbers.
    private mutating func float() -> JSONValue {
        .number(Double(Int64(bitPattern: random.next()) >> 20) + 0.5)
    }

    private mutating func element(_ type: ValueType?) -> JSONValue {
        switch type {
        case .long?: .integer(Int64(number(below: 1000)) - 500)
        case .float?: .number(Double(number(below: 1000)) + 0.5)
        default: .string(text())
        }
    }

    mutating func json(depth: Int) -> JSONValue {
        switch number(below: depth > 3 ? 4 : 6) {
        case 0: .bool(true)
        case 1: .integer(Int64(number(below: 99)))
        case 2: .string(text())
        case 3: .number(0.5)
        case 4: .array((0..<number(below: 3)).map { _ in json(depth: depth + 1) })
        default: .object(["k": json(depth: depth + 1), "键": json(depth: depth + 1)])
        }
    }

    /// Without a backslash, which in front of an n or t cannot be told from an escape.
    mutating func text() -> String {
        let pieces = [
            "a", "=", " ", "\t", "\n", "\r", "\"", "仓", "é", "👍", "{", "0", "\u{1}", "\u{7F}",
        ]
        return (0..<number(below: 8)).map { _ in pieces[number(below: pieces.count)] }.joined()
    }

    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: random.next()) }

    mutating func bytes(atMost limit: Int) -> [UInt8] {
        (0..<number(below: limit)).map { _ in byte() }
    }
}
