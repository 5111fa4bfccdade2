/// The durations of a job's known runs, and when the next one may end at the earliest.
///
/// Half of all runs end before the median, so polling begins at the earliest likely end; before that, an answer
/// would hardly ever show a change.
package struct RunLengths: Equatable, Sendable {
    private let lengths: [Duration]

    /// `runs` may be in any order; those in progress are left out.
    package init(_ runs: some Sequence<JobWatch.Run>) {
        lengths = runs.compactMap { run in run.ended.map { $0 - run.began } }.sorted()
    }

    /// The median, of an even number the upper of the two in the middle: late rather than early.
    package var median: Duration? { lengths.isEmpty ? nil : lengths[lengths.count / 2] }

    /// A duration that hardly any run falls below; `nil` without a finished run.
    package var earliest: Duration? {
        guard let median else { return nil }
        // A run that failed at once would have every later run polled from its start.
        let shortest = lengths.first { $0 >= median * 0.5 } ?? median
        // The fewer runs are known, the shorter the next one may be.
        return shortest * (0.85 - 0.35 / Double(lengths.count))
    }
}
