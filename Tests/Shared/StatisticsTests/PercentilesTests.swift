import Statistics
import Testing

@Suite struct PercentilesTests {
    private static let cases: [(values: [Int], percent: Int, expected: Int?)] = [
        ([], 50, nil),
        ([7], 0, 7), ([7], 50, 7), ([7], 100, 7),
        ([1, 2], 50, 1), ([1, 2], 51, 2),
        ([1, 2, 3], 50, 2), ([1, 2, 3, 4], 50, 2),
        ([15, 20, 35, 40, 50], 5, 15), ([15, 20, 35, 40, 50], 30, 20),
        ([15, 20, 35, 40, 50], 40, 20), ([15, 20, 35, 40, 50], 100, 50),
        (Array(1...100), 95, 95), (Array(1...101), 95, 96), (Array(1...1000), 99, 990),
        (Array(1...10), -5, 1), (Array(1...10), 500, 10),
    ]

    @Test(arguments: cases)
    func `a percentile is the smallest value that enough values do not exceed`(
        _ values: [Int],
        _ percent: Int,
        _ expected: Int?
    ) {
        #expect(Percentiles(values.shuffled())[percent] == expected)
    }

    @Test func `the median and the largest are values that occurred`() {
        let percentiles = Percentiles([2.5, 0.5, 9, 4])
        #expect(percentiles.median == 2.5 && percentiles.largest == 9 && percentiles.count == 4)
        let none = Percentiles([Double]())
        #expect(none.median == nil && none.largest == nil && none.count == 0)
    }
}
