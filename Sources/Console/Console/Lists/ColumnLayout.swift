/// Which columns a table of a width has, and how wide each is.
///
/// A column that fits its texts has what they need, as long as the flexible ones keep half of what the fixed leave;
/// the flexible share the rest. Without a flexible column the fitting ones share it.
struct ColumnLayout {
    /// A flexible column is not shown with fewer cells, a fitting one neither if its texts need more.
    private static let least = 8
    private static let leastFitting = 12

    let columns: [AnyTableColumn]
    /// In cells, without the gap of one between two columns.
    let widths: [Int]

    init(_ all: [AnyTableColumn], texts: TextWidths, room: Int) {
        let columns = Self.kept(of: all, texts, room: room)
        let fixed = columns.reduce(columns.count - 1) { sum, column in
            if case .fixed(let width) = column.width { sum + width } else { sum }
        }
        let open = max(0, room - fixed)
        let flexible = columns.count { $0.width == .flexible }
        let fitting = columns.filter { $0.width == .fitting }
        let wanted = fitting.map { texts.width(of: $0) ?? Self.least }
        let mostFitting = flexible == 0 ? open : max(open / 2, Self.leastFitting * fitting.count)
        let fitted =
            flexible == 0
            ? fitting.map { _ in open / max(1, fitting.count) }
            : Self.shares(of: wanted, most: min(mostFitting, open))
        let rest = max(0, open - fitted.reduce(0, +))
        var next = fitted.makeIterator()
        self.columns = columns
        widths = columns.map { column in
            switch column.width {
            case .fixed(let width): width
            case .fitting: next.next() ?? 0
            case .flexible: rest / max(1, flexible)
            }
        }
    }

    /// Drops columns until the rest fit: those of details first, the kept ones last, the first never.
    private static func kept(
        of all: [AnyTableColumn],
        _ texts: TextWidths,
        room: Int
    ) -> [AnyTableColumn] {
        var kept = all
        while kept.count > 1, leastWidth(of: kept, texts) > room {
            let others = kept.indices.dropFirst()
            let index =
                others.last { !kept[$0].isCompact && !kept[$0].isKept }
                ?? others.last { !kept[$0].isKept } ?? kept.count - 1
            kept.remove(at: index)
        }
        return kept
    }

    private static func leastWidth(of columns: [AnyTableColumn], _ texts: TextWidths) -> Int {
        columns.reduce(columns.count - 1) { sum, column in
            switch column.width {
            case .fixed(let width): sum + width
            case .fitting: sum + min(leastFitting, texts.width(of: column) ?? least)
            case .flexible: sum + least
            }
        }
    }

    /// Returns the wanted widths, the widest cut until all are at most `most` together.
    private static func shares(of wanted: [Int], most: Int) -> [Int] {
        var shares = wanted
        while let widest = shares.max(), shares.reduce(0, +) > most, widest > 0,
            let index = shares.firstIndex(of: widest)
        {
            let excess = shares.reduce(0, +) - most
            let second = shares.filter { $0 < widest }.max() ?? 0
            shares[index] -= max(1, min(excess, widest - second))
        }
        return shares
    }
}
