/// How old changes were when they were seen.
struct Ages: Sendable {
    private var seconds: [Double] = []

    var count: Int { seconds.count }
    var most: Double? { seconds.max() }

    mutating func add(_ age: Duration) { seconds.append(age / .seconds(1)) }

    /// The age that so great a share was not older than; `nil` where there was none.
    func percentile(_ share: Double) -> Double? {
        guard !seconds.isEmpty else { return nil }
        let sorted = seconds.sorted()
        return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
}
