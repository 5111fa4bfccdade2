import Screen

/// A table of texts, each column as wide as its widest.
enum ProfileTable {
    static func lines(_ heading: [String], _ rows: [[String]]) -> [String] {
        let all = [heading] + rows.map { $0.map(\.printable) }
        let widths = heading.indices.map { column in
            all.map { $0[column].count }.max() ?? 0
        }
        return all.map { row in
            let line = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
