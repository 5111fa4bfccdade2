/// A word, a string or a symbol of Swift source, without comments and spaces.
struct SwiftToken: Equatable {
    enum Kind: Equatable {
        /// An identifier, a keyword or a number; in backticks without them.
        case word
        /// A string or regex literal, without its quotes and as it is written.
        case literal
        /// One character of punctuation.
        case symbol
    }

    let kind: Kind
    let text: String
    /// From 1.
    let line: Int
    /// Whether it is an identifier in backticks, which is never a keyword.
    var isQuoted = false

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

    func isKeyword(_ word: String) -> Bool { kind == .word && !isQuoted && text == word }
}
