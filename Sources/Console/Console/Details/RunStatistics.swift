import Statistics

/// What is usual among durations: the median and the 95th percentile, each a duration that occurred.
///
/// Fewer than three samples have no usual duration.
package enum RunStatistics {
    package static let fewestSamples = 3

    package static func median(_ values: [Int]) -> Int? { percentile(50, of: values) }

    package static func percentile95(_ values: [Int]) -> Int? { percentile(95, of: values) }

    private static func percentile(_ percent: Int, of values: [Int]) -> Int? {
        values.count >= fewestSamples ? Percentiles(values)[percent] : nil
    }
}
