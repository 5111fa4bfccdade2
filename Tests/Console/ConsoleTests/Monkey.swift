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

/// The same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
