import Screen

@testable import Console

/// Presses keys that mean something, at random.
enum Monkey {
    private static let keys: [Key] =
        Keymap.standard.bindings.flatMap(\.keys).filter { $0 != .control("c") }
        + [.enter, .enter, .enter, .escape, .escape, .down, .down, .down, .tab]
        + "abcxyz01 ".map(Key.character)

    static func key(using generator: inout some RandomNumberGenerator) -> Key {
        keys.randomElement(using: &generator) ?? .escape
    }
}
