/// How often a loop job runs: every so many minutes or hours, or continuously.
///
/// Written `5m` or `1h`; absent, empty or zero means that each run follows the last without a pause.
struct LoopInterval: Equatable, Sendable {
    /// `nil` where runs follow each other without a pause.
    let seconds: Int?
    let text: String

    /// - Throws: `E18614` for any other text.
    init(_ text: String?) throws(APIError) {
        let text = text ?? ""
        self.text = text
        guard let unit = text.last, text != "0" else {
            seconds = nil
            return
        }
        let scales: [Character: Int] = ["m": 60, "h": 3600]
        guard let scale = scales[unit], let count = Int(text.dropLast()),
            (0...100_000).contains(count), text.first != "+"
        else {
            throw APIError(
                .invalidBatchSpec,
                "'\(text)' is not a loop interval: write a number with m or h, such as 5m or 1h"
            )
        }
        seconds = count == 0 ? nil : count * scale
    }
}
