import Screen

/// All places where a text is found in lines, in their order, and the way from one to the next.
///
/// A query in lower case finds both cases, one with a capital is exact; after `~` it is a regular
/// expression. What is searched is what the screen shows, so `\x1b` finds an escape byte.
///
/// **Invariant:** matches are in order, do not overlap, and end at the edges of graphemes.
package struct TextSearch: Equatable, Sendable {
    /// One place: a line, and the cells it takes there, counted from the line's beginning.
    package struct Match: Equatable, Sendable {
        package let line: Int
        package let columns: Range<Int>
    }

    /// A match to go to, and whether the way there went over the end of the text.
    package struct Step: Equatable, Sendable {
        package let index: Int
        package let hasWrapped: Bool
    }

    package let query: String
    package let matches: [Match]
    /// Why the query finds nothing whatever the text is; `nil` where it is well formed.
    package let problem: String?

    package init(_ query: String, in lines: [DetailLine]) {
        self.query = query
        guard query.hasPrefix("~") else {
            problem = nil
            let finder = PlainFinder(query)
            matches = finder?.matches(in: lines) ?? []
            return
        }
        let finder = RegexFinder(String(query.dropFirst()))
        problem =
            finder == nil
            ? "'\(query.dropFirst())' is not a regular expression: close its brackets, or search "
                + "without '~'" : nil
        matches = finder?.matches(in: lines) ?? []
    }

    /// The first match that begins after a place, or the first of all.
    package func next(afterLine line: Int, column: Int) -> Step? {
        guard !matches.isEmpty else { return nil }
        let index = matches.partitioningIndex { ($0.line, $0.columns.lowerBound) > (line, column) }
        return index < matches.count
            ? Step(index: index, hasWrapped: false) : Step(index: 0, hasWrapped: true)
    }

    /// The last match that begins before a place, or the last of all.
    package func previous(beforeLine line: Int, column: Int) -> Step? {
        guard !matches.isEmpty else { return nil }
        let index = matches.partitioningIndex {
            ($0.line, $0.columns.lowerBound) >= (line, column)
        }
        return index > 0
            ? Step(index: index - 1, hasWrapped: false)
            : Step(index: matches.count - 1, hasWrapped: true)
    }

    /// `3 of 17`, or `17 found` as long as none is chosen; never empty.
    package func count(at index: Int?) -> String {
        if matches.isEmpty { return "none found" }
        return index.map { "\($0 + 1) of \(matches.count)" } ?? "\(matches.count) found"
    }

    /// The indices of the matches in one line.
    package func matches(inLine line: Int) -> Range<Int> {
        matches.partitioningIndex { $0.line >= line }..<matches.partitioningIndex { $0.line > line }
    }
}

extension Array {
    /// The first index whose element, and so every later one, satisfies the predicate.
    fileprivate func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
        var range = indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range =
                isAfter(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return range.lowerBound
    }
}
