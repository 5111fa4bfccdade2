/// The percentiles of a set of values, by nearest rank.
///
/// Nearest rank always names a value that occurred, never a mean of two.
package struct Percentiles<Value: Comparable & Sendable>: Sendable {
    @usableFromInline let sorted: [Value]

    /// Sorts the values once, whatever order they come in.
    @inlinable package init(_ values: some Sequence<Value>) {
        sorted = values.sorted()
    }

    @inlinable package var count: Int { sorted.count }

    /// Returns the smallest value that at least `percent` per cent of all values do not exceed.
    ///
    /// `percent` is from 0, the smallest value, to 100, the largest; the result is `nil` without values.
    @inlinable package subscript(percent: Int) -> Value? {
        guard !sorted.isEmpty else { return nil }
        let rank = (sorted.count * min(max(0, percent), 100) + 99) / 100
        return sorted[max(1, rank) - 1]
    }

    /// The 50th percentile: of an even number of values the lower of the two in the middle.
    @inlinable package var median: Value? { self[50] }
    @inlinable package var largest: Value? { sorted.last }
}
