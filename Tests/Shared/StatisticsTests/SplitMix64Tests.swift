import Statistics
import Testing

@Suite struct SplitMix64Tests {
    /// The vector that implementations of SplitMix64 publish for the seed 1234567.
    @Test func `a seed gives the published sequence`() {
        var random = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(expected.indices.map { _ in random.next() } == expected)
    }

    @Test func `numbers stay below their limit`() {
        var random = SplitMix64(seed: 7)
        #expect((0..<1000).allSatisfy { _ in (0..<6).contains(random.number(below: 6)) })
        #expect(random.number(below: 0) == 0)
    }
}
