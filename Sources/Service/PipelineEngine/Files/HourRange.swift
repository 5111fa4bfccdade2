import PipelineAPI

/// The hours of logs that a data source of type fusion reads: `2017-06-01 05:00 ~ 2017-07-01 05:00`.
///
/// It includes the hour of the first time and excludes that of the second, in the zone the files are named
/// in. It is the batch document's file filter, with its variables replaced.
struct HourRange: Equatable {
    private let first: Int
    private let end: Int

    /// Throws `E18019` where the text is not a range of times.
    init(_ text: String) throws(APIError) {
        let sides = text.split(separator: "~", omittingEmptySubsequences: false)
        guard sides.count == 2, let first = HourRange.hour(in: sides[0]),
            let end = HourRange.hour(in: sides[1]), first < end
        else {
            throw APIError(
                .invalidPathFilter,
                "'\(text)' is not a range of times: write '2026-11-01 05:00 ~ 2026-11-02 05:00', or use "
                    + "time variables on both sides of the '~'"
            )
        }
        self.first = first
        self.end = end
    }

    func contains(_ hour: Int) -> Bool { (first..<end).contains(hour) }

    /// Returns the first ten digits of a text as `yyyyMMddHH`, however they are separated.
    static func hour(in text: some StringProtocol) -> Int? {
        let digits = text.filter { ("0"..."9").contains($0) }.prefix(10)
        return digits.count == 10 ? Int(String(digits)) : nil
    }
}
