package import struct FoundationEssentials.Date

/// The value of a time variable: `$(now)`, or a number of days, hours or minutes from it.
///
/// A day is 24 hours, also when the clocks change.
package struct TimeExpression: Equatable, Sendable {
    private let seconds: Int

    /// - Throws: `E18018` for any other text.
    package init(_ text: String) throws(APIError) {
        let packed = text.filter { !$0.isWhitespace }
        guard packed.hasPrefix("$(now)"),
            let seconds = TimeExpression.sum(packed.dropFirst("$(now)".count))
        else {
            throw APIError(
                .invalidVariableValue,
                "'\(text)' is not a time: write $(now), or $(now)-5h with d, h or m"
            )
        }
        self.seconds = seconds
    }

    package func date(at now: Date) -> Date {
        now.addingTimeInterval(Double(seconds))
    }

    private static func sum(_ terms: Substring) -> Int? {
        let scales: [Character: Int] = ["d": 86_400, "h": 3600, "m": 60]
        var rest = terms
        var total = 0
        while let sign = rest.first {
            guard sign == "-" || sign == "+" else { return nil }
            let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(1 + digits.count)
            guard let count = Int(digits), count <= 1_000_000,
                let scale = rest.popFirst().flatMap({ scales[$0] })
            else { return nil }
            total += (sign == "-" ? -1 : 1) * count * scale
        }
        return total
    }
}
