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
            if !keys.isEmpty { result.append(.burst(keys)) }
            keys = []
            result.append(event)
        }
        return keys.isEmpty ? result : result + [.burst(keys)]
    }

    private mutating func note(_ events: [TerminalEvent]) {
        let keys = events.compactMap(\.keyOfText).filter { $0 != .escape }
        first = first ?? keys.first
        if keys.count > 1 { areTogether = true }
        if keys.contains(where: { $0 != first }) { areDifferent = true }
        // What comes with a pasted text is more of it: its end mark may have been part of the text.
        if events.contains(where: \.isPaste) { (areTogether, areDifferent) = (true, true) }
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
