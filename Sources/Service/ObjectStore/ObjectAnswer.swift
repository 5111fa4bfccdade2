import struct FoundationEssentials.Data

/// Reads the texts of elements out of an answer's XML.
///
/// The answers of object stores have no attributes that matter, no comments and no elements that contain their own
/// kind, so that no parser of XML is needed.
struct ObjectAnswer {
    private let text: Substring

    init(_ body: Data) { text = Substring(String(decoding: body, as: UTF8.self)) }

    private init(_ text: Substring) { self.text = text }

    /// Returns the text of the first element of a name.
    func first(_ name: String) -> String? {
        elements(name, most: 1).first.map { ObjectAnswer.plain($0.text) }
    }

    /// Returns the contents of the elements of a name, in order.
    func elements(_ name: String, most: Int = .max) -> [ObjectAnswer] {
        let bytes = Array(text.utf8)
        let opening = Array("<\(name)>".utf8)
        let closing = Array("</\(name)>".utf8)
        var found: [ObjectAnswer] = []
        var place = 0
        while found.count < most, let start = ObjectAnswer.find(opening, in: bytes, from: place) {
            let begin = start + opening.count
            guard let end = ObjectAnswer.find(closing, in: bytes, from: begin) else { break }
            found.append(
                ObjectAnswer(Substring(String(decoding: bytes[begin..<end], as: UTF8.self)))
            )
            place = end + closing.count
        }
        return found
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= wanted.count else { return nil }
        var place = start
        while place <= bytes.count - wanted.count {
            if bytes[place] == wanted[0],
                bytes[place..<(place + wanted.count)].elementsEqual(wanted)
            {
                return place
            }
            place += 1
        }
        return nil
    }

    /// Returns the characters that entities stand for.
    private static func plain(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        var result = ""
        var rest = text
        while let start = rest.firstIndex(of: "&"), let end = rest[start...].firstIndex(of: ";") {
            result += rest[..<start]
            result += character(of: rest[rest.index(after: start)..<end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func character(of entity: Substring) -> String {
        switch entity {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let isHexadecimal = entity.hasPrefix("#x")
            let number = UInt32(
                entity.dropFirst(isHexadecimal ? 2 : 1),
                radix: isHexadecimal ? 16 : 10
            )
            return number.flatMap(UnicodeScalar.init).map { String(Character($0)) } ?? ""
        }
    }
}
