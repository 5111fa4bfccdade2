import Screen

/// Tells keys that were typed from a text that came as keys.
///
/// Pasted text is nothing else where the terminal does not bracket it. Keys that are read together are a
/// burst, unless all are one key, which then is held down; and so is all that follows until the line was
/// quiet for ``gap``, since a long text comes in pieces. Esc counts as no key of its own, since with one
/// more it is what Alt sends.
struct KeyBurst {
    /// Shorter than the time between two keys of a hand, longer than between two pieces of a text.
    static let gap = Duration.milliseconds(30)

    private var first: Key?
    private var areTogether = false
    private var areDifferent = false
    /// Whether a piece of this burst was told already.
    private var hasBegun = false

    /// The events as they are, or their keys as bursts.
    mutating func grouped(_ events: [TerminalEvent], after quiet: Duration) -> [TerminalEvent] {
        if quiet > Self.gap { self = KeyBurst() }
        note(events)
        guard areTogether, areDifferent else { return events }
        var result: [TerminalEvent] = []
        var keys: [Key] = []
        for event in events {
            if let key = event.keyOfText {
                keys.append(key)
                continue
            }
            result += piece(of: keys) + [event]
            keys = []
        }
        return result + piece(of: keys)
    }

    private mutating func piece(of keys: [Key]) -> [TerminalEvent] {
        guard !keys.isEmpty else { return [] }
        defer { hasBegun = true }
        return [.burst(keys, continues: hasBegun)]
    }

    private mutating func note(_ events: [TerminalEvent]) {
        let keys = events.compactMap(\.keyOfText).filter { $0 != .escape }
        first = first ?? keys.first
        if keys.count > 1 { areTogether = true }
        if keys.contains(where: { $0 != first }) { areDifferent = true }
        // What comes with a pasted text is more of it: its end mark may have been part of the text.
        guard events.contains(where: \.isPaste) else { return }
        (areTogether, areDifferent, hasBegun) = (true, true, true)
    }
}

extension TerminalEvent {
    /// The key of an event, unless it is one that no text has and that must work at all times.
    fileprivate var keyOfText: Key? {
        guard case .key(let key) = self else { return nil }
        return [.control("c"), .control("l")].contains(key) ? nil : key
    }

    fileprivate var isPaste: Bool { if case .paste = self { true } else { false } }
}
