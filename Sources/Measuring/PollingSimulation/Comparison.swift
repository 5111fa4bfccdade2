/// The results of all strategies in one scenario.
package struct Comparison: Sendable {
    var title: String
    var jobs: Int
    /// The average number of runs that are Running at a time.
    var running: Double
    var budget: Budget
    var calm: Range<Duration>
    var watching: Ledger
    var roundRobin: Ledger
    var fixed: Ledger

    private static let width = 34

    private var ledgers: [Ledger] { [watching, roundRobin, fixed] }

    package var table: String {
        var lines = [
            "\(title): \(Text.decimal(running)) run at a time; "
                + "\(Text.decimal(budget.perSecond)) requests a second",
            row("age when seen, seconds", ["the schedule", "round robin", "fixed intervals"]),
            row("", [String](repeating: "    n     p50     p95     max", count: ledgers.count)),
        ]
        for sighting in Sighting.compared {
            lines.append(row(sighting.words, ledgers.map { Text.ages($0.ages[sighting]) }))
        }
        lines.append(row("oldest key", ledgers.map { Text.decimal($0.oldestKey / .seconds(1)) }))
        lines.append(row("requests", ledgers.map(requests)))
        return lines.joined(separator: "\n")
    }

    private func row(_ name: String, _ cells: [String]) -> String {
        Text.row(name, cells, Self.width, name: 24)
    }

    private func requests(_ ledger: Ledger) -> String {
        let seconds = (calm.upperBound - calm.lowerBound) / .seconds(1)
        return "\(ledger.requests), \(Text.decimal(Double(ledger.requests) / seconds)) a second"
    }
}
