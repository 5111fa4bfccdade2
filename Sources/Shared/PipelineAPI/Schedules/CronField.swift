/// One field of a crontab line: the set of values it allows.
struct CronField: Equatable, Sendable {
    /// Bit n is set where the value n is allowed; no field has values above 59.
    private(set) var mask: UInt64 = 0
    let text: String
    let range: ClosedRange<Int>

    /// The values that a field of one kind may have.
    struct Kind: Sendable {
        var noun: String
        var range: ClosedRange<Int>
        /// Names in the order of the values, from the range's start.
        var names: [String] = []

        /// What a message adds to the numbers: the names that may stand for them.
        var namesHint: String {
            guard let first = names.first, let last = names.last else { return "" }
            return " or names from \(first) to \(last)"
        }

        /// The last value that a step without an end reaches: of weekdays 6, since 7 is 0 again.
        var lastOfOpenStep: Int { range == 0...7 ? 6 : range.upperBound }

        static let second = Kind(noun: "second", range: 0...59)
        static let minute = Kind(noun: "minute", range: 0...59)
        static let hour = Kind(noun: "hour", range: 0...23)
        static let day = Kind(noun: "day", range: 1...31)
        static let month = Kind(
            noun: "month",
            range: 1...12,
            names: [
                "jan", "feb", "mar", "apr", "may", "jun",
                "jul", "aug", "sep", "oct", "nov", "dec",
            ]
        )
        /// 7 is Sunday, as 0 is.
        static let weekday = Kind(
            noun: "weekday",
            range: 0...7,
            names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        )
    }

    init(_ text: String, _ kind: Kind) throws(APIError) {
        self.text = text
        range = kind.range
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let values = CronField.values(of: part.lowercased(), kind) else {
                throw APIError(
                    .invalidBatchSpec,
                    "'\(text)' is not a crontab field for the \(kind.noun): "
                        + "use *, numbers from \(kind.range.lowerBound) to "
                        + "\(kind.range.upperBound)\(kind.namesHint), ranges from the lower to the higher value "
                        + "(1-5) and steps (0/5)"
                )
            }
            for value in values { mask |= 1 << UInt64(value) }
        }
        // 0 and 7 are one day: either allows both.
        if kind.range.upperBound == 7, contains(7) || contains(0) { mask |= 1 << 7 | 1 }
    }

    var isAny: Bool { text == "*" || text == "?" }

    /// Whether every value of the range is allowed, however it is written.
    var isFull: Bool { range.allSatisfy(contains) }

    /// The allowed value, if there is only one.
    var only: Int? { mask.nonzeroBitCount == 1 ? mask.trailingZeroBitCount : nil }

    func contains(_ value: Int) -> Bool { mask & (1 << UInt64(value)) != 0 }

    /// Returns the least allowed value that is not below `value`.
    func first(from value: Int) -> Int? {
        guard value <= 63 else { return nil }
        let rest = mask >> UInt64(value)
        return rest == 0 ? nil : value + rest.trailingZeroBitCount
    }

    /// The step in which the whole range is allowed evenly, over its end too: 15 for `*/15` minutes, `nil` for `*/25`.
    var evenStep: Int? {
        let parts = text.split(separator: "/")
        guard parts.count == 2, ["*", "?", "0"].contains(String(parts[0])), let step = Int(parts[1])
        else { return nil }
        return range.lowerBound == 0 && range.count % step == 0 ? step : nil
    }

    /// The allowed values as ranges without gaps, ascending.
    var runs: [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for value in range where contains(value) {
            if let last = runs.last, last.upperBound + 1 == value {
                runs[runs.count - 1] = last.lowerBound...value
            } else {
                runs.append(value...value)
            }
        }
        return runs
    }

    private static func values(of part: String, _ kind: Kind) -> [Int]? {
        let halves = part.split(separator: "/", omittingEmptySubsequences: false)
        guard let span = halves.first, halves.count <= 2 else { return nil }
        let step = halves.count == 2 ? Int(halves[1]) : 1
        guard let step, step > 0 else { return nil }
        if span == "*" || span == "?" {
            return Array(
                stride(from: kind.range.lowerBound, through: kind.lastOfOpenStep, by: step)
            )
        }
        let ends = span.split(separator: "-", omittingEmptySubsequences: false)
        // A step is often written from 0 in fields that begin at 1.
        let isFromZero = halves.count == 2 && span == "0"
        guard ends.count <= 2, let first = ends.first, let last = ends.last,
            let low = isFromZero ? kind.range.lowerBound : value(of: first, kind),
            var high = isFromZero ? kind.range.upperBound : value(of: last, kind)
        else { return nil }
        if ends.count == 1, halves.count == 2 { high = max(low, kind.lastOfOpenStep) }
        // A range of weekdays may end on Sunday, by its name too.
        if ends.count == 2, high == 0, low > 0, last == "sun" { high = 7 }
        return low <= high ? Array(stride(from: low, through: high, by: step)) : nil
    }

    private static func value(of text: Substring, _ kind: Kind) -> Int? {
        if let index = kind.names.firstIndex(of: String(text)) {
            return index + kind.range.lowerBound
        }
        guard let number = Int(text), kind.range.contains(number) else { return nil }
        return number
    }
}
