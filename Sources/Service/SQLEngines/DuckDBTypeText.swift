/// Takes the texts of DuckDB's nested types apart.
enum DuckDBTypeText {
    /// Returns what stands in the parentheses of `STRUCT(…)`; `nil` for another type.
    static func arguments(of kind: String, in type: String) -> String? {
        guard type.hasPrefix(kind + "("), type.hasSuffix(")") else { return nil }
        return String(type.dropFirst(kind.count + 1).dropLast())
    }

    /// Splits at the commas that are neither quoted nor in parentheses.
    static func parts(of text: String) -> [String] {
        var parts: [String.UnicodeScalarView] = [.init()]
        var depth = 0
        var isQuoted = false
        for scalar in text.unicodeScalars {
            if scalar == "\"" { isQuoted.toggle() }
            if !isQuoted {
                if scalar == "(" { depth += 1 }
                if scalar == ")" { depth -= 1 }
                if scalar == ",", depth == 0 {
                    parts.append(.init())
                    continue
                }
            }
            let isLeading = parts[parts.count - 1].isEmpty && scalar == " "
            if !isLeading { parts[parts.count - 1].append(scalar) }
        }
        return parts.map { String($0) }
    }

    /// Splits `"a b" INTEGER` into the name, without its quotes, and the type.
    static func member(_ text: String) -> (name: String, type: String) {
        var name = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        guard rest.first == "\"" else {
            let end = rest.firstIndex(of: " ") ?? rest.endIndex
            return (String(rest[..<end]), String(rest[end...].drop { $0 == " " }))
        }
        rest.removeFirst()
        while let scalar = rest.popFirst() {
            if scalar == "\"" {
                guard rest.first == "\"" else { break }
                rest.removeFirst()
            }
            name.append(scalar)
        }
        return (String(name), String(rest.drop { $0 == " " }))
    }
}
