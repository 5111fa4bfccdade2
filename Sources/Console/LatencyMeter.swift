/// How long answers take, as the header says it: steady, since every change of it is bytes on the line.
package struct LatencyMeter: Equatable, Sendable {
    private var average = 0.0
    /// Milliseconds, to one digit; it moves when answers have become clearly slower or faster.
    package private(set) var shown = 0

    package init() {}

    mutating func note(milliseconds: Int) {
        let value = Double(max(1, milliseconds))
        average = average == 0 ? value : average * 0.9 + value * 0.1
        guard shown == 0 || average > Double(shown) * 2 || average < Double(shown) / 2 else {
            return
        }
        shown = HeaderView.rounded(Int(average.rounded()))
    }
}
