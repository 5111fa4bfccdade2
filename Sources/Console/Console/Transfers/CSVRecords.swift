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
