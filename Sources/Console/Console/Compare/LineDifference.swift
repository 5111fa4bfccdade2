/// A line that one text has and another has not.
package struct LineDifference: Equatable, Sendable {
    package let isAdded: Bool
    package let line: String
}

extension [LineDifference] {
    /// Returns the added and removed lines, in the order of the texts; empty lines are not told.
    static func between(_ old: String, and new: String) -> [LineDifference] {
        let before = old.split(separator: "\n").map(String.init)
        let after = new.split(separator: "\n").map(String.init)
        return after.difference(from: before).sorted { position($0) < position($1) }
            .map { change in
                switch change {
                case .insert(_, let line, _): LineDifference(isAdded: true, line: line)
                case .remove(_, let line, _): LineDifference(isAdded: false, line: line)
                }
            }
    }

    private static func position(
        _ change: CollectionDifference<String>.Change
    ) -> (Int, Int) {
        switch change {
        case .remove(let offset, _, _): (offset, 0)
        case .insert(let offset, _, _): (offset, 1)
        }
    }
}
