import Testing

@testable import Console

@Suite struct LatencyMeterTests {
    private func shown(after answers: [Int]) -> Int {
        var meter = LatencyMeter()
        for milliseconds in answers { meter.note(milliseconds: milliseconds) }
        return meter.shown
    }

    @Test func `answers within ten milliseconds of each other never change what is shown`() {
        #expect(shown(after: [3] + (0..<100).map { $0 % 2 == 0 ? 1 : 11 }) == 3)
    }

    @Test func `a link that has become slow is shown so, and one that is quick again too`() {
        let slow = [10] + Array(repeating: 300, count: 40)
        #expect(shown(after: slow) >= 100)
        #expect(shown(after: slow + Array(repeating: 10, count: 80)) <= 50)
    }
}
