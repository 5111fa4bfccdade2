/// Finds the name that was probably meant, for a message about an unknown name.
package enum NearestName {
    /// Returns `: did you mean 'access_log'?` if a name is close, `: check the name` otherwise.
    package static func hint(for name: String, among names: [String]) -> String {
        let close = names.map { ($0, distance(name, $0)) }.min { $0.1 < $1.1 }
        guard let (nearest, distance) = close, distance <= max(1, name.count / 3) else {
            return ": check the name"
        }
        return ": did you mean '\(nearest)'?"
    }

    /// Returns the edit distance: the number of letters to add, drop or change.
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let changed = diagonal + (character == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
