/// What is usual among durations: the median and the 95th percentile, by nearest rank.
///
/// Nearest rank always names a duration that occurred. Under three samples nothing is usual.
package enum RunStatistics {
    package static let fewestSamples = 3

    package static func median(_ values: [Int]) -> Int? { percentile(50, of: values) }

    package static func percentile95(_ values: [Int]) -> Int? { percentile(95, of: values) }

    /// The smallest value that at least `percent` per cent of all do not exceed; 1 to 100.
    package static func percentile(_ percent: Int, of values: [Int]) -> Int? {
        guard values.count >= fewestSamples else { return nil }
        let rank = (values.count * min(max(1, percent), 100) + 99) / 100
        return values.sorted()[rank - 1]
    }
}
