/// A function of a source file: `func`, `init`, `deinit`, `subscript` or a computed property, and its length.
struct SwiftFunction: Equatable {
    let name: String
    /// The line of its first keyword, from 1.
    let line: Int
    /// From that line to the one with its closing brace, both counted.
    let lines: Int

    /// Returns every function that has a body, those inside other functions too.
    static func all(in tokens: [SwiftToken]) -> [SwiftFunction] {
        tokens.indices.compactMap { index in
            guard introduces(tokens, index), let opening = opening(tokens, after: index),
                let closing = closing(tokens, from: opening)
            else { return nil }
            let keyword = tokens[index]
            let hasName = ["func", "var"].contains(keyword.text)
            return SwiftFunction(
                name: hasName ? tokens[index + 1].text : keyword.text,
                line: keyword.line,
                lines: tokens[closing].line - keyword.line + 1
            )
        }
    }

    private static let keywords: Set<String> = ["func", "init", "deinit", "subscript", "var"]

    /// What cannot be part of a signature: where it comes before a brace, there is no body.
    private static let ends: Set<String> = [
        "func", "init", "deinit", "subscript", "var", "let", "case", "struct", "enum", "class",
        "actor", "protocol", "extension", "typealias", "associatedtype", "import", "static",
        "mutating", "nonisolated", "package", "private", "fileprivate", "internal", "public",
        "return", "guard", "if", "for", "while", "switch",
    ]

    private static func introduces(_ tokens: [SwiftToken], _ index: Int) -> Bool {
        guard tokens[index].kind == .word, !tokens[index].isQuoted,
            keywords.contains(tokens[index].text), index + 1 < tokens.count
        else { return false }
        // `self.init(…)` is a call, `init:` a label.
        let isMember = index > 0 && tokens[index - 1].isSymbol(".")
        return !isMember && !tokens[index + 1].isSymbol(":")
    }

    /// Returns the brace that opens the body, or `nil` for a requirement or a stored property.
    private static func opening(_ tokens: [SwiftToken], after keyword: Int) -> Int? {
        var depth = 0
        // The name is skipped, since an operator may be any symbol.
        var index = keyword + 1
        if ["func", "var"].contains(tokens[keyword].text) { index += 1 }
        while index < tokens.count {
            let token = tokens[index]
            if token.kind == .symbol {
                switch token.text {
                case "(", "[": depth += 1
                case ")", "]": depth -= 1
                case "{" where depth == 0: return index
                case "}" where depth == 0, ";" where depth == 0, "#" where depth == 0: return nil
                // The value of a stored property may be a closure.
                case "=" where depth == 0 && tokens[keyword].text == "var": return nil
                default: break
                }
                if depth < 0 { return nil }
            } else if depth == 0, token.kind == .word, !token.isQuoted, ends.contains(token.text) {
                return nil
            }
            index += 1
        }
        return nil
    }

    private static func closing(_ tokens: [SwiftToken], from opening: Int) -> Int? {
        var depth = 0
        for index in opening..<tokens.count {
            if tokens[index].isSymbol("{") { depth += 1 }
            if tokens[index].isSymbol("}") { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }
}
