import FoundationEssentials
import Testing

@testable import PipelineEngine

@Suite struct StreamDueTests {
    private let start = Date(timeIntervalSince1970: 1000)

    @Test func `a task is due an interval after its last look`() {
        var due = StreamDue(interval: 5, after: start)
        #expect(!due.isDue(at: start + 4.9))
        #expect(due.isDue(at: start + 5))
        due.stepped(leavingMore: false, at: start + 6)
        #expect(due.next == start + 11)
    }

    @Test func `a task that left more to read goes on at once`() {
        var due = StreamDue(interval: 600, after: start)
        due.stepped(leavingMore: true, at: start + 600)
        #expect(due.isDue(at: start + 600))
    }

    @Test func `each failure doubles the pause up to a minute, and a success forgets them`() {
        var due = StreamDue(interval: 1, after: start)
        var pauses: [Double] = []
        for _ in 0..<9 {
            due.failed(at: start)
            pauses.append(due.next.timeIntervalSince(start))
        }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60])
        due.stepped(leavingMore: false, at: start)
        due.failed(at: start)
        #expect(due.next == start + 1)
    }

    @Test func `the pause after a failure is never shorter than the step was`() {
        var due = StreamDue(interval: 5, after: start)
        due.failed(after: 240, at: start)
        #expect(due.next == start + 240)
    }

    @Test func `a failure never brings a look forward`() {
        var due = StreamDue(interval: 300, after: start)
        due.failed(at: start)
        #expect(due.next == start + 300)
    }

    @Test func `a shorter interval counts from the last look`() {
        var due = StreamDue(interval: 600, after: start)
        due.change(interval: 5)
        #expect(due.next == start + 5)
    }
}
