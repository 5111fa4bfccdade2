package import PipelineAPI

/// CSV as in RFC 4180: records end in CRLF, quotes are doubled, values with separators are quoted.
package enum CSVRecords {
    package static func text(of records: [[String]]) -> String {
        records.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    package static func field(_ text: String) -> String {
        // Unicode scalars, since CR LF is one `Character`.
        let needsQuotes = text.unicodeScalars.contains {
            #","\#u{0D}\#u{0A}"#.unicodeScalars.contains($0)
        }
        return needsQuotes ? "\"\(text.replacing(scalar: "\"", with: "\"\""))\"" : text
    }

    /// Returns JSON objects as a heading with the names of their fields, in order, and a line of values for each.
    ///
    /// Nested values are compact JSON; `null` and a missing field are empty.
    package static func table(of records: [JSONValue]) -> [[String]] {
        let members = records.map { record -> [String: JSONValue] in
            if case .object(let members) = record { members } else { [:] }
        }
        let names = Set(members.flatMap(\.keys)).sorted()
        return [names] + members.map { record in names.map { text(of: record[$0] ?? .null) } }
    }

    private static func text(of value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        default: JSONText.compact(value)
        }
    }
}

extension String {
    /// By Unicode scalars, since a quote with a combining mark is another `Character`, yet ends a quoted value.
    func replacing(scalar: Unicode.Scalar, with text: String) -> String {
        var result = UnicodeScalarView()
        for next in unicodeScalars {
            if next == scalar {
                result.append(contentsOf: text.unicodeScalars)
            } else {
                result.append(next)
            }
        }
        return String(result)
    }
}
