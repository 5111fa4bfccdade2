import Algorithms
import Screen

/// The matches of a query in lines, in order, and the steps from one to the next.
///
/// A query in lower case ignores case, one with a capital letter is exact; after `~` it is a regular
/// expression. The text on the screen is searched, so `\x1b` finds an escape byte.
///
/// **Invariant:** matches are in order, do not overlap, and end at the edges of graphemes.
package struct TextSearch: Equatable, Sendable {
    /// A match: a line, and the range of cells in it.
    package struct Match: Equatable, Sendable {
        package let line: Int
        package let columns: Range<Int>
    }

    /// A match to go to, and whether the search wrapped around.
    package struct Step: Equatable, Sendable {
        package let index: Int
        package let hasWrapped: Bool
    }

    package let query: String
    package let matches: [Match]
    /// The error in the query; `nil` if it is valid.
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

    /// Returns the first match after a position, or the first of all.
    package func next(afterLine line: Int, column: Int) -> Step? {
        guard !matches.isEmpty else { return nil }
        let index = matches.partitioningIndex { ($0.line, $0.columns.lowerBound) > (line, column) }
        return index < matches.count
            ? Step(index: index, hasWrapped: false) : Step(index: 0, hasWrapped: true)
    }

    /// Returns the last match before a position, or the last of all.
    package func previous(beforeLine line: Int, column: Int) -> Step? {
        guard !matches.isEmpty else { return nil }
        let index = matches.partitioningIndex {
            ($0.line, $0.columns.lowerBound) >= (line, column)
        }
        return index > 0
            ? Step(index: index - 1, hasWrapped: false)
            : Step(index: matches.count - 1, hasWrapped: true)
    }

    /// `3 of 17`, or `17 found` while no match is chosen; never empty.
    package func count(at index: Int?) -> String {
        if matches.isEmpty { return "none found" }
        return index.map { "\($0 + 1) of \(matches.count)" } ?? "\(matches.count) found"
    }

    /// Returns the indices of the matches in one line.
    package func matches(inLine line: Int) -> Range<Int> {
        matches.partitioningIndex { $0.line >= line }..<matches.partitioningIndex { $0.line > line }
    }
}
