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

    /// Returns the edit distance: the number of letters to add, drop or change, or of neighbours to swap.
    static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        var earlier: [Int] = []
        var last = Array(0...right.count)
        for index in left.indices {
            var row = [index + 1]
            for column in right.indices {
                let isSame = left[index] == right[column]
                var best = min(
                    last[column] + (isSame ? 0 : 1),
                    min(last[column + 1], row[column]) + 1
                )
                if index > 0, column > 0, left[index] == right[column - 1],
                    left[index - 1] == right[column]
                {
                    best = min(best, earlier[column - 1] + 1)
                }
                row.append(best)
            }
            (earlier, last) = (last, row)
        }
        return last[right.count]
    }
}
