/// Quotes names and values for SQL, so that nothing in them is interpreted as SQL.
enum SQLText {
    static func literal(_ text: String) -> String { quoted(text, by: "'") }

    static func name(_ text: String) -> String { quoted(text, by: "\"") }

    static func list(_ texts: [String]) -> String {
        "[" + texts.map(literal).joined(separator: ", ") + "]"
    }

    /// Doubles each quote, scalar by scalar: a quote with a combining mark after it is one `Character`,
    /// which is not equal to a quote, and still ends an SQL literal.
    private static func quoted(_ text: String, by quote: Unicode.Scalar) -> String {
        var scalars = String.UnicodeScalarView([quote])
        for scalar in text.unicodeScalars {
            if scalar == quote { scalars.append(quote) }
            scalars.append(scalar)
        }
        scalars.append(quote)
        return String(scalars)
    }
}
