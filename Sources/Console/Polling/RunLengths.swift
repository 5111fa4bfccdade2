/// How long a job's runs take, from those that were seen.
///
/// Runs end before their usual time as often as after it, so the usual length alone is a bad moment to look:
/// worth looking from is the earliest that is likely, and until then there is next to nothing to be seen.
package struct RunLengths: Equatable, Sendable {
    private let lengths: [Duration]

    /// The runs that are known, in any order; those under way are left out.
    package init(_ runs: some Sequence<JobWatch.Run>) {
        lengths = runs.compactMap { run in run.ended.map { $0 - run.began } }.sorted()
    }

    /// The usual one.
    package var median: Duration? { lengths.isEmpty ? nil : lengths[lengths.count / 2] }

    /// Hardly any run is shorter; `nil` while none was seen.
    package var earliest: Duration? {
        guard let median else { return nil }
        // One that failed at once would have every later run looked at from its beginning.
        let shortest = lengths.first { $0 >= median * 0.5 } ?? median
        // The fewer were seen, the further off may be one that is shorter still.
        return shortest * (0.85 - 0.35 / Double(lengths.count))
    }
}
