/// How long answers take, as the header says it: steady, since every change of it is bytes on the line.
package struct LatencyMeter: Equatable, Sendable {
    /// Below this many milliseconds nobody feels a difference.
    private static let least = 10.0

    private var average = 0.0
    /// Milliseconds, to one digit; it moves when answers have become clearly slower or faster.
    package private(set) var shown = 0

    package init() {}

    mutating func note(milliseconds: Int) {
        let value = Double(max(1, milliseconds))
        average = average == 0 ? value : average * 0.9 + value * 0.1
        let before = Double(shown)
        let isOther = average > before * 2 || average < before / 2
        guard shown == 0 || isOther && abs(average - before) >= LatencyMeter.least else { return }
        shown = HeaderView.rounded(Int(average.rounded()))
    }
}
