import FoundationEssentials

/// Writes JSON value by value, directly from the bytes of a point.
///
/// Posting is the most frequent request of a service, so no `String` is created for a value unless it is needed.
struct JSONBytes {
    var bytes: [UInt8] = []

    mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Returns false if the bytes are not UTF-8.
    mutating func append(string value: ArraySlice<UInt8>, unescapes: Bool) -> Bool {
        guard value.allSatisfy({ $0 < 0x80 }) || String(validating: value, as: UTF8.self) != nil
        else { return false }
        append("\"")
        var rest = value
        while let byte = rest.popFirst() {
            let escape = unescapes && byte == UInt8(ascii: "\\") ? rest.first : nil
            switch escape {
            case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "\\"):
                // JSON and point text write these in the same way.
                bytes += [UInt8(ascii: "\\"), rest.removeFirst()]
            default: append(character: byte)
            }
        }
        append("\"")
        return true
    }

    private mutating func append(character byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0..<0x20:
            append("\\u00")
            bytes += [JSONBytes.digits[Int(byte >> 4)], JSONBytes.digits[Int(byte & 15)]]
        default: bytes.append(byte)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    mutating func append(integer value: ArraySlice<UInt8>) -> Bool {
        guard let number = Int64(String(decoding: value, as: UTF8.self)) else { return false }
        bytes += Array(String(number).utf8)
        return true
    }

    /// Writes a number in any notation, such as `1e+06`; returns false for one that JSON cannot represent (`inf`).
    mutating func append(number value: ArraySlice<UInt8>) -> Bool {
        guard let number = Double(String(decoding: value, as: UTF8.self)), number.isFinite else {
            return false
        }
        bytes += Array(String(number).utf8)
        return true
    }

    mutating func append(boolean value: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: value, as: UTF8.self)
        guard text == "true" || text == "false" else { return false }
        bytes += value
        return true
    }

    mutating func append(date value: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: value, as: UTF8.self)
        return Timestamp.parse(text) != nil && append(string: value, unescapes: false)
    }
}
