/// The interval of a loop job: a number of minutes or hours, or continuous.
///
/// It is written `5m` or `1h`; absent, empty or zero means that each run follows the previous one without a pause.
struct LoopInterval: Equatable, Sendable {
    /// The interval in seconds; `nil` for continuous runs.
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
