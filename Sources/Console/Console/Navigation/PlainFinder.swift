import Screen

/// Finds a text in lines, byte by byte.
///
/// Ten thousand lines are searched at every key, so no copy is made of an ASCII line, and graphemes are found
/// only in lines that contain the bytes.
struct PlainFinder {
    private let query: [UInt8]
    private let ignoresCase: Bool
    /// Whether the query has letters beyond ASCII with two cases, which cannot be compared as bytes.
    private let foldsLetters: Bool

    /// Fails for an empty text.
    init?(_ query: String) {
        guard !query.isEmpty else { return nil }
        ignoresCase = !query.contains(where: \.isUppercase)
        foldsLetters =
            ignoresCase && query.unicodeScalars.contains { !$0.isASCII && $0.properties.isCased }
        self.query = Array(foldsLetters ? query.lowercased().utf8 : query.utf8)
    }

    func matches(in lines: [DetailLine]) -> [TextSearch.Match] {
        var matches: [TextSearch.Match] = []
        var bytes: [UInt8] = []
        for (number, line) in lines.enumerated() {
            if load(line, into: &bytes) {
                if foldsLetters { continue }
                var (end, column) = (0, 0)
                for range in ranges(in: bytes, where: { _ in true }) {
                    column += SimpleText.width(of: bytes[end..<range.lowerBound])
                    let width = SimpleText.width(of: bytes[range])
                    matches.append(.init(line: number, columns: column..<column + width))
                    (end, column) = (range.upperBound, column + width)
                }
            } else {
                for columns in columns(in: line.shownText) {
                    matches.append(.init(line: number, columns: columns))
                }
            }
        }
        return matches
    }

    /// Sets the bytes of a line; returns false if its graphemes must be examined.
    private func load(_ line: DetailLine, into bytes: inout [UInt8]) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        for span in line.spans { bytes.append(contentsOf: span.text.utf8) }
        if ignoresCase { bytes.foldASCII() }
        return SimpleText.holds(bytes)
    }

    private func columns(in text: String) -> [Range<Int>] {
        if !foldsLetters {
            var bytes = Array(text.utf8)
            if ignoresCase { bytes.foldASCII() }
            if ranges(in: bytes, where: { _ in true }).isEmpty { return [] }
        }
        var bytes: [UInt8] = []
        // The column at each byte where a grapheme begins.
        var columns: [Int: Int] = [:]
        var column = 0
        for character in text {
            columns[bytes.count] = column
            column += character.cellWidth
            bytes.append(
                contentsOf: foldsLetters ? character.lowercased().utf8 : String(character).utf8
            )
        }
        columns[bytes.count] = column
        if ignoresCase { bytes.foldASCII() }
        return ranges(in: bytes) { columns[$0.lowerBound] != nil && columns[$0.upperBound] != nil }
            .compactMap { range in
                guard let lower = columns[range.lowerBound], let upper = columns[range.upperBound]
                else { return nil }
                return lower < upper ? lower..<upper : nil
            }
    }

    /// Returns the accepted positions of the query's bytes, without overlaps.
    private func ranges(
        in bytes: [UInt8],
        where isAccepted: (Range<Int>) -> Bool
    ) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        let first = query[0]
        var index = 0
        let last = bytes.count - query.count
        while index <= last {
            let range = index..<index + query.count
            if bytes[index] == first, bytes[range].elementsEqual(query), isAccepted(range) {
                ranges.append(range)
                index = range.upperBound
            } else {
                index += 1
            }
        }
        return ranges
    }
}

extension [UInt8] {
    fileprivate mutating func foldASCII() {
        for index in indices where self[index] &- 0x41 < 26 { self[index] |= 0x20 }
    }
}
