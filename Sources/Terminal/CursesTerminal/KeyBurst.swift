package import Screen

/// Distinguishes typed keys from pasted text that arrives as keys.
///
/// Without bracketed paste a terminal sends pasted text as keys. Keys that are read together are a burst,
/// unless all are the same key, which is being held down. Further keys belong to the burst until there was no
/// input for ``gap``, since a long text arrives in pieces. Esc is not counted as a key, since terminals send
/// it before a key that is pressed with Alt.
package struct KeyBurst {
    /// Shorter than the time between two typed keys, longer than the time between two pieces of a pasted text.
    static let gap = Duration.milliseconds(30)

    private var first: Key?
    private var areTogether = false
    private var areDifferent = false
    /// Whether a piece of this burst was delivered already.
    private var hasBegun = false

    package init() {}

    /// Returns the events, with keys that belong to a burst combined.
    package mutating func grouped(
        _ events: [TerminalEvent],
        after quiet: Duration
    ) -> [TerminalEvent] {
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
        // Keys read together with a paste belong to it: the pasted text may itself contain the end mark.
        guard events.contains(where: \.isPaste) else { return }
        (areTogether, areDifferent, hasBegun) = (true, true, true)
    }
}

extension TerminalEvent {
    /// Returns the key of an event; `nil` for keys that no text contains and that must always work.
    fileprivate var keyOfText: Key? {
        guard case .key(let key) = self else { return nil }
        return [.control("c"), .control("l")].contains(key) ? nil : key
    }

    fileprivate var isPaste: Bool { if case .paste = self { true } else { false } }
}
