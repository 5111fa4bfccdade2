/// A goal of a comparison, and whether it was reached.
package struct Goal: Sendable {
    var words: String
    /// Seconds; `nil` if no such change happened.
    var reached: Double?
    var most: Double

    package var line: String {
        let isMet = reached.map { $0 <= most } ?? false
        let verdict = isMet ? "met" : "MISSED"
        let cells = [reached.map(Text.decimal) ?? "-", Text.decimal(most), verdict]
        return Text.row("  " + words, cells, 10, name: 58)
    }
}

extension Comparison {
    /// The set of goals for a scenario of 1,000 jobs, by how its starts are distributed.
    package enum Goals: Sendable { case none, spread, crowd }

    package func goals(_ goals: Goals) -> [Goal] {
        switch goals {
        case .none: []
        case .spread: spreadGoals
        case .crowd: crowdGoals
        }
    }

    private var spreadGoals: [Goal] {
        let round = Double(jobs) / budget.perSecond
        return [
            goal(.inSight, within: 2.5),
            goal(.scheduledStart, within: 5),
            goal(.endOfKnown, within: 10),
            goal(
                .manualStart,
                within: 1.5 * (roundRobin.ages[.manualStart]?.percentile(95) ?? 0),
                "1.5 x round robin's"
            ),
            Goal(
                words: "oldest key, 5 x a round of \(Text.decimal(round)) s",
                reached: watching.oldestKey / .seconds(1),
                most: 5 * round
            ),
        ]
    }

    private func goal(_ sighting: Sighting, within most: Double, _ why: String? = nil) -> Goal {
        Goal(
            words: "\(sighting.words), 95 of 100" + (why.map { ", " + $0 } ?? ""),
            reached: watching.ages[sighting]?.percentile(95),
            most: most
        )
    }

    /// The goals for starts at the same time: seeing all of them takes at least one request each.
    private var crowdGoals: [Goal] {
        watching.simultaneousStarts.sorted { $0.key < $1.key }.map { hour, crowd in
            Goal(
                words: "last of \(crowd.starts) starts at \(hour):00, 1.2 x starts / requests",
                reached: crowd.last / .seconds(1),
                most: 1.2 * Double(crowd.starts) / budget.perSecond
            )
        }
    }
}
