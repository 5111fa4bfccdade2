import PipelineAPI

import struct FoundationEssentials.Data

/// Finds a key that an object of a JSON text has twice.
///
/// A decoder takes one of the two values, and the other would be lost in silence.
struct RepeatedKey {
    private enum Level {
        case array
        case object(keys: Set<String>, expectsKey: Bool)
    }

    private var levels: [Level] = []
    private var position = 0
    private let json: [UInt8]

    /// Returns the first such key of a text that a decoder has read, at any level; `nil` if there is none.
    static func first(in json: [UInt8]) -> String? {
        var search = RepeatedKey(json)
        return search.run()
    }

    private init(_ json: [UInt8]) { self.json = json }

    private mutating func run() -> String? {
        while position < json.count {
            switch json[position] {
            case UInt8(ascii: "{"): levels.append(.object(keys: [], expectsKey: true))
            case UInt8(ascii: "["): levels.append(.array)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
            case UInt8(ascii: ","): expectKey()
            case UInt8(ascii: "\""):
                let text = string()
                if let repeated = take(text) { return repeated }
            default: break
            }
            position += 1
        }
        return nil
    }

    private mutating func expectKey() {
        guard case .object(let keys, _)? = levels.last else { return }
        levels[levels.count - 1] = .object(keys: keys, expectsKey: true)
    }

    /// Takes a string, which may be a key; returns the key if its object has it already.
    private mutating func take(_ text: ArraySlice<UInt8>) -> String? {
        guard case .object(var keys, true)? = levels.last else { return nil }
        let key = RepeatedKey.decoded(text)
        guard keys.insert(key).inserted else { return key }
        levels[levels.count - 1] = .object(keys: keys, expectsKey: false)
        return nil
    }

    /// Returns the string at the position, with its quotes, and moves to its end.
    private mutating func string() -> ArraySlice<UInt8> {
        let start = position
        position += 1
        while position < json.count, json[position] != UInt8(ascii: "\"") {
            position += json[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return json[start..<min(position + 1, json.count)]
    }

    /// Escapes are other notations of the same key.
    private static func decoded(_ text: ArraySlice<UInt8>) -> String {
        let plain = String(decoding: text.dropFirst().dropLast(), as: UTF8.self)
        guard text.contains(UInt8(ascii: "\\")) else { return plain }
        return (try? JSONCoding.decode(String.self, from: Data(text))) ?? plain
    }
}
