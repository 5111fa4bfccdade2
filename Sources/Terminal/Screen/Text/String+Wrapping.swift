extension String {
    /// Returns the text in lines of at most `width` cells, broken at blanks where possible.
    ///
    /// Line ends in the text end a line, a tab becomes four blanks, and all other control
    /// characters are made visible. A word that is too long is cut; wide graphemes may be
    /// separated anywhere, as in Chinese text.
    package func wrapped(toWidth width: Int) -> [String] {
        guard width > 0 else { return [] }
        return split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap {
            var wrapper = LineWrapper(width: width)
            let line = $0.split(separator: "\t", omittingEmptySubsequences: false)
            for character in line.joined(separator: "    ").printable { wrapper.append(character) }
            return wrapper.finish()
        }
    }
}

/// Breaks one line, grapheme by grapheme.
private struct LineWrapper {
    let width: Int
    private var lines: [String] = []
    private var line = ""
    private var lineWidth = 0
    /// The characters after the last position at which the line may be broken.
    private var word = ""
    private var wordWidth = 0

    init(width: Int) { self.width = width }

    mutating func append(_ character: Character) {
        let cells = character.cellWidth
        guard cells <= width else { return }
        if character == " " {
            endWord()
            if lineWidth < width || line.isEmpty { add(character, cells) } else { endLine() }
            return
        }
        if cells == 2 { endWord() }
        if lineWidth + wordWidth + cells > width { breakLine() }
        word.append(character)
        wordWidth += cells
        if cells == 2 { endWord() }
    }

    mutating func finish() -> [String] {
        endWord()
        if !line.isEmpty || lines.isEmpty { endLine() }
        return lines
    }

    private mutating func breakLine() {
        // A word as long as the line is cut; any other goes to the next line as a whole.
        if line.isEmpty { endWord() }
        endLine()
    }

    private mutating func add(_ character: Character, _ cells: Int) {
        line.append(character)
        lineWidth += cells
    }

    private mutating func endWord() {
        line += word
        lineWidth += wordWidth
        word = ""
        wordWidth = 0
    }

    private mutating func endLine() {
        while line.hasSuffix(" ") { line.removeLast() }
        lines.append(line)
        line = ""
        lineWidth = 0
    }
}
