import Statistics

/// Random changes to bytes, the same for the same seed.
struct Mutation {
    private var random: SplitMix64

    init(_ seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func number(below limit: Int) -> Int { random.number(below: limit) }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[number(below: list.count)] }

    /// Flips, drops, doubles and inserts bytes, more often such as mean something.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<(1 + number(below: 8)) {
            let place = number(below: bytes.count + 1)
            switch number(below: 6) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(number(below: 8))
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
            case 3: bytes.insert(contentsOf: Array(pick(Self.tokens).utf8), at: place)
            case 4 where place < bytes.count:
                let end = min(bytes.count, place + number(below: 40))
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            default: bytes = Array(bytes.prefix(place)) + bytes.suffix(number(below: bytes.count))
            }
        }
        return bytes
    }

    private static let tokens = [
        "\t", "\n", "=", "\\n", "\\", "\"", "{", "}", "[", "]", ",", ":", "null", "1e400", "-0",
        "9223372036854775808", "\u{0}", "\u{301}", "\u{FEFF}", "👍", "\\ud800", "nan", "0x1p3",
        String(repeating: "[", count: 3000), String(repeating: "{\"a\":", count: 3000),
    ]
}
