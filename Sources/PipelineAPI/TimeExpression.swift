package import struct FoundationEssentials.Date

/// The value of a time variable: the batch time, earlier or later by days, hours or minutes.
package struct TimeExpression: Equatable, Sendable {
    /// Seconds added to the batch time.
    package let offset: Int

    /// - Throws: `E18018` where the text is not `$(now)`, or that with an offset such as `-5h`.
    package init(_ text: String) throws(APIError) {
        let packed = text.filter { !$0.isWhitespace }
        guard packed.hasPrefix("$(now)"), let offset = TimeExpression.offset(packed.dropFirst(6))
        else {
            throw APIError(
                .invalidVariableValue,
                "'\(text)' is not a time: write $(now), or an offset from it such as $(now)-5h "
                    + "(d days, h hours, m minutes)")
        }
        self.offset = offset
    }

    private static func offset(_ text: Substring) -> Int? {
        guard let sign = text.first else { return 0 }
        let units = ["d": 86_400, "h": 3600, "m": 60]
        guard sign == "-" || sign == "+", let unit = text.last.flatMap({ units[String($0)] }),
            let count = Int(text.dropFirst().dropLast()), (0...1_000_000).contains(count)
        else { return nil }
        return (sign == "-" ? -1 : 1) * count * unit
    }

    package func date(from batchTime: Date) -> Date {
        batchTime.addingTimeInterval(Double(offset))
    }
}
