/// Splits Swift source into tokens; knows nested comments, raw and multi-line strings, and interpolation.
///
/// It is far from a parser: enough to tell an import, a declaration and a brace from the same words in text.
struct SwiftLexer {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private var tokens: [SwiftToken] = []

    static func tokens(of text: String) -> [SwiftToken] {
        var lexer = SwiftLexer(bytes: Array(text.utf8))
        lexer.readAll()
        return lexer.tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func readAll() {
        while let byte = peek(0) {
            switch byte {
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): skipLineComment()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipBlockComment()
            case UInt8(ascii: "\""): readString(hashes: 0)
            case UInt8(ascii: "#"): readHash()
            case UInt8(ascii: "`"): readQuotedWord()
            case _ where Self.isWord(byte): readWord()
            case _ where byte <= UInt8(ascii: " "): advance()
            default:
                append(.symbol, from: place, to: place + 1, line)
                advance()
            }
        }
    }

    // MARK: - Comments and words

    private mutating func skipLineComment() {
        while let byte = peek(0), byte != UInt8(ascii: "\n") { advance() }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                advance(2)
            } else if starts(with: "*/") {
                depth -= 1
                advance(2)
            } else {
                advance()
            }
        } while depth > 0 && peek(0) != nil
    }

    private mutating func readWord() {
        let start = place
        while let byte = peek(0), Self.isWord(byte) { advance() }
        append(.word, from: start, to: place, line)
    }

    private mutating func readQuotedWord() {
        let start = place + 1
        repeat { advance() } while peek(0) != nil && peek(0) != UInt8(ascii: "`")
        append(.word, from: start, to: place, line, isQuoted: true)
        advance()
    }

    // MARK: - Literals

    /// Reads a raw string, an extended regex, or the sign alone.
    private mutating func readHash() {
        var hashes = 0
        while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
        switch peek(hashes) {
        case UInt8(ascii: "\""):
            advance(hashes)
            readString(hashes: hashes)
        case UInt8(ascii: "/"):
            advance(hashes)
            readRegex(end: "/" + String(repeating: "#", count: hashes))
        default:
            append(.symbol, from: place, to: place + 1, line)
            advance()
        }
    }

    private mutating func readRegex(end: String) {
        let start = place + 1
        let first = line
        advance()
        while peek(0) != nil, !starts(with: end) { advance() }
        append(.literal, from: start, to: place, first)
        advance(end.utf8.count)
    }

    private mutating func readString(hashes: Int) {
        let pounds = String(repeating: "#", count: hashes)
        let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        let first = line
        advance(quotes.utf8.count)
        let start = place
        while peek(0) != nil, !starts(with: quotes + pounds) {
            guard starts(with: "\\" + pounds) else {
                advance()
                continue
            }
            advance(1 + hashes)
            if peek(0) == UInt8(ascii: "(") { skipInterpolation() } else { advance() }
        }
        append(.literal, from: start, to: place, first)
        advance(quotes.utf8.count + hashes)
    }

    /// Reads what stands in the parentheses as source, since strings and comments may be in it, and drops it.
    private mutating func skipInterpolation() {
        let kept = tokens.count
        var depth = 0
        repeat {
            switch peek(0) {
            case UInt8(ascii: "("):
                depth += 1
                advance()
            case UInt8(ascii: ")"):
                depth -= 1
                advance()
            case UInt8(ascii: "\""): readString(hashes: 0)
            case UInt8(ascii: "#"): readHash()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipBlockComment()
            default: advance()
            }
        } while depth > 0 && peek(0) != nil
        tokens.removeSubrange(kept...)
    }

    // MARK: - Bytes

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }

    private func peek(_ offset: Int) -> UInt8? {
        place + offset < bytes.count ? bytes[place + offset] : nil
    }

    private func starts(with text: String) -> Bool {
        place < bytes.count && bytes[place...].starts(with: text.utf8)
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where place < bytes.count {
            if bytes[place] == UInt8(ascii: "\n") { line += 1 }
            place += 1
        }
    }

    private mutating func append(
        _ kind: SwiftToken.Kind,
        from start: Int,
        to end: Int,
        _ line: Int,
        isQuoted: Bool = false
    ) {
        let text = String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self)
        tokens.append(SwiftToken(kind: kind, text: text, line: line, isQuoted: isQuoted))
    }
}
