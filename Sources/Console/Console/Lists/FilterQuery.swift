package import FoundationEssentials

/// A parsed filter, which is matched with every row.
///
/// All words must match, fuzzily, with their letters in order; `!word` excludes; `~pattern` is a regular
/// expression; `status:failed`, `dur>10m`, `dur<30s` and `since:2h` compare an item's values. Matching ignores
/// case.
package struct FilterQuery {
    private enum Term {
        case word([UInt8])
        case not(String)
        case pattern(Regex<AnyRegexOutput>)
        case status(String)
        case longer(Int), shorter(Int)
        case since(Date)
        case unreadable
    }

    /// The forms of a term, each with what it does.
    package static let forms: KeyValuePairs = [
        "word": "rows with these letters in this order: dly finds daily_uv",
        "!word": "rows without the word",
        "~regex": "rows that the regular expression matches",
        "status:failed": "items in a status that begins so",
        "dur>10m": "runs that took longer; dur<30s those that took less",
        "since:2h": "runs that began within this time",
    ]

    private let terms: [Term]
    /// The error in the filter, in a few words; an invalid term matches every row.
    package let problem: String?

    /// The first term that is not whole, such as `dur>` while it is typed; it matches every row.
    package let incomplete: String?

    package init(_ text: String, now: Date) {
        var (problem, incomplete): (String?, String?) = (nil, nil)
        terms = text.split(separator: " ").compactMap { word in
            let term = FilterQuery.term(word, now: now)
            if case .unreadable = term { problem = "'\(word)' is not understood" }
            if term == nil, incomplete == nil { incomplete = String(word) }
            return term
        }
        self.problem = problem
        self.incomplete = incomplete
    }

    private static func term(_ typed: Substring, now: Date) -> Term? {
        if typed.first == "~" { return pattern(typed.dropFirst()) }
        let word = typed.lowercased()[...]
        if word.first == "!" { return word.count == 1 ? nil : .not(String(word.dropFirst())) }
        if let value = word.dropping(prefix: "status:") { return .status(String(value)) }
        if let value = word.dropping(prefix: "dur>") {
            return DurationWord.seconds(value).map(Term.longer)
        }
        if let value = word.dropping(prefix: "dur<") {
            return DurationWord.seconds(value).map(Term.shorter)
        }
        if let value = word.dropping(prefix: "since:") {
            return DurationWord.seconds(value).map { .since(now.addingTimeInterval(-Double($0))) }
        }
        return .word(Array(word.utf8))
    }

    /// Parses a regular expression as it was typed: in lower case `\S` would be `\s`, its opposite.
    private static func pattern(_ text: Substring) -> Term? {
        guard !text.isEmpty else { return nil }
        return (try? Regex(String(text)).ignoresCase()).map(Term.pattern) ?? .unreadable
    }

    /// Returns whether a row matches; `facts` is called only if a term needs it.
    package func accepts(_ text: String, facts: () -> RowFacts = { RowFacts() }) -> Bool {
        terms.allSatisfy { term in
            switch term {
            case .word(let word): FilterQuery.fuzzy(word, in: text)
            case .not(let word): !text.contains(word)
            case .pattern(let regex): (try? regex.firstMatch(in: text)) != nil
            case .status(let word): facts().status?.lowercased().hasPrefix(word) ?? false
            case .longer(let seconds): facts().duration.map { $0 > seconds } ?? false
            case .shorter(let seconds): facts().duration.map { $0 < seconds } ?? false
            case .since(let date): facts().began.map { $0 >= date } ?? false
            case .unreadable: true
            }
        }
    }

    /// Returns whether the bytes of `word` occur in `text` in their order; bytes, since all rows are matched at
    /// every key.
    static func fuzzy(_ word: [UInt8], in text: String) -> Bool {
        var place = 0
        for byte in text.utf8 where byte == word[place] {
            place += 1
            if place == word.count { return true }
        }
        return false
    }
}

extension Substring {
    fileprivate func dropping(prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
