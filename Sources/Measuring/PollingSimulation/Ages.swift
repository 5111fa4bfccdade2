/// How old changes were when they were seen.
package struct Ages: Sendable {
    private var seconds: [Double] = []

    package var count: Int { seconds.count }
    package var most: Double? { seconds.max() }

    package init() {}

    package mutating func add(_ age: Duration) { seconds.append(age / .seconds(1)) }

    /// Takes those of another look at the same scenario.
    package mutating func add(_ others: Ages) { seconds += others.seconds }

    /// The age that so great a share was not older than; `nil` where there was none.
    package func percentile(_ share: Double) -> Double? {
        guard !seconds.isEmpty else { return nil }
        let sorted = seconds.sorted()
        return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
}
