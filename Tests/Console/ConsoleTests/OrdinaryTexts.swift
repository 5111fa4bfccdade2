import Screen
import Statistics

/// What people have on their clipboards: sentences, lines of logs, of shells, of code; the same for a seed.
struct OrdinaryTexts {
    private static let words = [
        "try", "again", "yes", "yesterday", "no", "run", "rerun", "Summary", "eXactly", "so",
        "stop",
        "Start", "Delete", "the", "export", "WARN", "query", "job", "every", "day", "Why", "System",
        "retry", "daily", "broken", "idle", "hourly_pv", "local", "access_log", "日志", "请", "重试",
        "U", "y", "n", "D", "X", "r", "s", "S", "E", "W", "P", "q", "ok,", "done.", "1", "42",
        "2026",
    ]
    /// Those that have done something once, and their kind.
    static let known = [
        "try again", "eXactly so", "Summary\nyes", "Summary\nyesterday", "Delete\nidle\n",
        "D\nbroken\n",
        "yes\n", "y", "ry", "r\ty", "r\ny", "Sy", "S\n\ny", "Xy", "sy", "*ry", " ry", "E\n\n",
        "Ey\ny\n",
        "U\n/etc/passwd\n\ny", ":quit\n", "Wry", "rlocal\n", "Dlocal\n",
    ]

    var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    static func texts(_ count: Int, seed: UInt64) -> [String] {
        var texts = OrdinaryTexts(seed: seed)
        return known + (known.count..<count).map { _ in texts.next() }
    }

    private mutating func next() -> String {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: sentence()
        case 1: "2026-11-20 07:\(number()):\(number()) ERROR [\(word())] \(sentence())\n"
        case 2: "$ \(word()) --\(word())=\(word()) | grep \(word()) > /tmp/\(word())\n"
        default: (0..<3).map { _ in sentence() }.joined(separator: "\n") + "\n"
        }
    }

    private mutating func sentence() -> String {
        (0..<Int.random(in: 1...6, using: &generator)).map { _ in word() }.joined(separator: " ")
    }

    private mutating func word() -> String {
        Self.words.randomElement(using: &generator) ?? ""
    }

    private mutating func number() -> Int { Int.random(in: 10..<60, using: &generator) }
}
