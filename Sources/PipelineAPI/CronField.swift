/// One field of a crontab line: the numbers it allows.
struct CronField: Equatable, Sendable {
    let allowed: [Int]
    /// Whether it allows everything, written `*` or `?`.
    let isAny: Bool

    init?(_ text: String, in range: ClosedRange<Int>, names: [String] = []) {
        var numbers: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let some = CronField.numbers(of: part, in: range, names: names) else { return nil }
            numbers.formUnion(some)
        }
        allowed = numbers.sorted()
        isAny = text == "*" || text == "?"
    }

    /// Reads `*`, `5`, `1-5`, `*/15`, `0/5`, `1-30/2` and names; `nil` for anything else.
    private static func numbers(
        of part: Substring, in range: ClosedRange<Int>, names: [String]
    ) -> [Int]? {
        let halves = part.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let first = halves.first else { return nil }
        let step = halves.count == 2 ? Int(halves[1]) ?? 0 : 1
        guard step > 0 else { return nil }
        guard let span = span(first, in: range, names: names, isOpen: halves.count == 2) else {
            return nil
        }
        return Array(stride(from: span.lowerBound, through: span.upperBound, by: step))
    }

    private static func span(
        _ text: Substring, in range: ClosedRange<Int>, names: [String], isOpen: Bool
    ) -> ClosedRange<Int>? {
        if text == "*" || text == "?" { return range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count <= 2, let low = number(ends[0], in: range, names: names) else {
            return nil
        }
        guard ends.count == 2 else { return low...(isOpen ? range.upperBound : low) }
        guard let high = number(ends[1], in: range, names: names), low <= high else { return nil }
        return low...high
    }

    private static func number(
        _ text: Substring, in range: ClosedRange<Int>, names: [String]
    ) -> Int? {
        if let index = names.firstIndex(of: text.uppercased()) { return range.lowerBound + index }
        guard let number = Int(text), range.contains(number) else { return nil }
        return number
    }

    /// The first allowed number that is not less than the given one.
    func next(from number: Int) -> Int? { allowed.first { $0 >= number } }

    func contains(_ number: Int) -> Bool { allowed.contains(number) }
}
