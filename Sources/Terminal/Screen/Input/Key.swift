/// A key, independent of the bytes a terminal sends for it.
///
/// Control keys that terminals send as the bytes of a named key are that key: Ctrl-M is `.enter`, Ctrl-I is
/// `.tab`, Ctrl-[ is `.escape`.
package enum Key: Hashable, Sendable {
    case character(Character)
    /// A letter (lower case) or sign pressed together with Ctrl.
    case control(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, pageUp, pageDown, home, end
    case function(Int)
}

extension Key {
    /// The letters for which terminals send the same bytes with Ctrl as for a named key.
    private static let pressedAs: [Character: Key] = [
        "m": .enter, "j": .enter, "i": .tab, "[": .escape, "h": .backspace,
    ]

    /// The keys with a name.
    package static let named: [(key: Key, label: String)] = [
        (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
        (.backspace, "Backspace"), (.delete, "Del"), (.insert, "Ins"),
        (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"),
        (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.home, "Home"), (.end, "End"),
        (.character(" "), "Space"),
    ]

    /// The key's name on the screen, in the help and in the configuration.
    package var label: String {
        switch self {
        case .control(let character): "Ctrl-\(character.uppercased())"
        case .function(let number): "F\(number)"
        case .character(let character) where character != " ": String(character)
        default: Key.named.first { $0.key == self }?.label ?? ""
        }
    }

    /// Reads a `label`; the case of names is ignored.
    package init?(label: String) {
        let lowered = label.lowercased()
        if label.count == 1, let character = label.first, character != " " {
            self = .character(character)
        } else if let named = Key.named.first(where: { $0.label.lowercased() == lowered }) {
            self = named.key
        } else if lowered.hasPrefix("ctrl-"), label.count == 6, let character = lowered.last {
            self = Key.pressedAs[character] ?? .control(character)
        } else if let number = (1...24).first(where: { "f\($0)" == lowered }) {
            self = .function(number)
        } else {
            return nil
        }
    }
}
