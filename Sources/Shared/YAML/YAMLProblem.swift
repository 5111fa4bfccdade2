/// Why a text is no YAML document that can be used.
///
/// It never quotes the text, which may hold secrets, but for keys.
package struct YAMLProblem: Error, Equatable, CustomStringConvertible {
    /// Counted from 1; `nil` where the whole text is meant.
    package let line: Int?
    /// What is wrong, and what to do where that can be said.
    package let words: String

    package var description: String { line.map { "line \($0): \(words)" } ?? words }
}
