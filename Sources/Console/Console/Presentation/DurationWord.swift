/// Durations as users type them: `90`, `90s`, `10m`, `8h`, `2d`.
package enum DurationWord {
    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400]

    /// Returns the seconds, from 0 on; `nil` for an incomplete text, another unit or a number out of range.
    package static func seconds(_ text: some StringProtocol) -> Int? {
        guard let last = text.last else { return nil }
        let unit = units[last]
        guard let number = Int(unit == nil ? String(text) : String(text.dropLast())), number >= 0
        else { return nil }
        let (seconds, isTooMuch) = number.multipliedReportingOverflow(by: unit ?? 1)
        return isTooMuch ? nil : seconds
    }
}
