import Statistics

/// The ages of changes at the time they were seen.
package struct Ages: Sendable {
    private var seconds: [Double] = []

    package var count: Int { seconds.count }
    package var most: Double? { seconds.max() }

    package init() {}

    package mutating func add(_ age: Duration) { seconds.append(age / .seconds(1)) }

    /// Adds the ages from another simulation of the same scenario.
    package mutating func add(_ others: Ages) { seconds += others.seconds }

    /// Returns the age in seconds that `percent` per cent of the changes did not exceed; `nil` without changes.
    package func percentile(_ percent: Int) -> Double? { Percentiles(seconds)[percent] }
}
