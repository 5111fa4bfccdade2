/// Records as RFC 4180 has them: each ends in CRLF, quotes are doubled, what holds a separator is quoted.
package enum CSVRecords {
    package static func text(of records: [[String]]) -> String {
        records.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    package static func field(_ text: String) -> String {
        // Scalars, since CR and LF together are one character.
        let needsQuotes = text.unicodeScalars.contains {
            #","\#u{0D}\#u{0A}"#.unicodeScalars.contains($0)
        }
        return needsQuotes ? "\"\(text.replacing(scalar: "\"", with: "\"\""))\"" : text
    }
}

extension String {
    /// Scalar by scalar, since a quote with a combining mark is no quote to a `Character`, yet ends a text.
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
