import Testing

@testable import Polling

@Suite struct PriorityQueueTests {
    @Test(arguments: 1...20)
    func `whatever is added, moved and taken out, the least is first`(_ seed: UInt64) {
        var random = Steps(state: seed)
        var queue = PriorityQueue<Int, Int>()
        var expected: [Int: Int] = [:]
        for step in 0..<500 {
            let key = Int.random(in: 0..<40, using: &random)
            if Int.random(in: 0..<3, using: &random) == 0 {
                queue.remove(key)
                expected[key] = nil
            } else {
                let rank = Int.random(in: 0..<1000, using: &random) * 1000 + step
                queue.set(key, to: rank)
                expected[key] = rank
            }
            #expect(queue.first?.key == expected.min { $0.value < $1.value }?.key)
            #expect(queue.isEmpty == expected.isEmpty)
        }
    }

    @Test func `the stalest is what has seen most of its own spans pass`() {
        var queue = StalenessQueue<String>()
        queue.set("slow", since: .zero, span: .seconds(100), serial: 0)
        queue.set("quick", since: .seconds(50), span: .seconds(10), serial: 1)
        #expect(queue.first(at: .seconds(52))?.key == "slow")
        #expect(queue.first(at: .seconds(60))?.key == "quick")
        queue.set("quick", since: .seconds(60), span: .seconds(100), serial: 1)
        #expect(queue.first(at: .seconds(60))?.key == "slow")
        queue.set("new", since: nil, span: .seconds(100), serial: 2)
        #expect(queue.first(at: .seconds(60))?.key == "new")
        for key in ["slow", "quick", "new"] { queue.remove(key) }
        #expect(queue.isEmpty)
    }
}

/// Numbers of some sort, the same for the same beginning.
private struct Steps: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
