/// What is new in a table since it was written: a value that holds the lines that were.
package struct TableChanges: Sendable {
    private var known: [String: String] = [:]

    package init() {}

    /// Takes the lines of the rows by their names; returns the new and the changed ones in their order, then the names of
    /// the rows that are gone.
    package mutating func take(
        _ rows: [(name: String, line: String)]
    ) -> (changed: [String], gone: [String]) {
        let changed = rows.filter { known[$0.name] != $0.line }.map(\.line)
        let names = Set(rows.map(\.name))
        let gone = known.keys.filter { !names.contains($0) }.sorted()
        known = Dictionary(rows.map { ($0.name, $0.line) }) { _, last in last }
        return (changed, gone)
    }
}
