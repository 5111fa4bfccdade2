/// Pseudo-random numbers that are the same for the same seed on every machine: Steele's SplitMix64.
///
/// Sample data, simulations and randomised tests are functions of their seed, so that each can be repeated.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    @usableFromInline var state: UInt64

    @inlinable package init(seed: UInt64) {
        state = seed
    }

    @inlinable package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 up to `limit`, which is left out; 0 for limits under 1.
    @inlinable package mutating func number(below limit: Int) -> Int {
        Int(next() % UInt64(max(1, limit)))
    }
}
