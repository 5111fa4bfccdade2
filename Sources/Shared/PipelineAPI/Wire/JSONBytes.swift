import FoundationEssentials

/// JSON being written, value by value, straight from the bytes of a point.
///
/// Posting is the busiest thing the service does, so no text is made of a value that needs none.
struct JSONBytes {
    var bytes: [UInt8] = []

    mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// False where the bytes are no UTF-8.
    mutating func append(string value: ArraySlice<UInt8>, unescapes: Bool) -> Bool {
        guard value.allSatisfy({ $0 < 0x80 }) || String(validating: value, as: UTF8.self) != nil
        else { return false }
        append("\"")
        var rest = value
        while let byte = rest.popFirst() {
            let escape = unescapes && byte == UInt8(ascii: "\\") ? rest.first : nil
            switch escape {
            case UInt8(ascii: "n"), UInt8(ascii: "t"):
                // JSON writes these two the way the point text does.
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

    /// A number of any notation, such as `1e+06`; what JSON cannot write (`inf`) is refused.
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
