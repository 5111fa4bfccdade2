import Console
package import PipelineAPI
import Screen

/// A value of the API as a document that a program, or `pandora apply`, reads back.
package enum ValueText {
    package static func json(_ value: JSONValue) -> String {
        let lines = JSONLines.lines(of: value).map { $0.spans.map(\.text).joined() }
        return escaped(lines.joined(separator: "\n")) + "\n"
    }

    /// It as one line of JSON.
    package static func line(_ value: JSONValue) -> String {
        (try? JSONCoding.encode(value)).map { escaped(String(decoding: $0, as: UTF8.self)) }
            ?? "null"
    }

    package static func yaml(_ value: JSONValue) -> String { YAMLLines.text(of: value) }

    /// Replaces control characters by JSON's escapes; they only occur within strings.
    package static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar != "\n", scalar.value >= 0x7F, Character(scalar).isUnprintable {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    let zeros = String(repeating: "0", count: 4 - digits.count)
                    result.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
                }
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
