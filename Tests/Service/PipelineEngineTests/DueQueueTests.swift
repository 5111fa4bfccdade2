import FoundationEssentials
import Testing

@testable import PipelineEngine

@Suite struct DueQueueTests {
    private func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    @Test func `jobs are taken at their moments, earliest first, and once`() {
        var queue = DueQueue()
        queue.add("late", at: at(30))
        queue.add("early", at: at(10))
        queue.add("soon", at: at(20))
        #expect(queue.takeDue(at: at(9)).isEmpty)
        #expect(queue.takeDue(at: at(20)) == ["early", "soon"])
        #expect(queue.takeDue(at: at(20)).isEmpty)
        #expect(queue.first == at(30))
    }

    @Test func `jobs of the same moment are taken by name, in whatever order they came`() {
        var queue = DueQueue()
        for name in ["c", "a", "b"] { queue.add(name, at: at(10)) }
        #expect(queue.takeDue(at: at(10)) == ["a", "b", "c"])
    }

    @Test func `a job that has changed is taken at once, and its old moment is void`() {
        var queue = DueQueue()
        queue.add("a", at: at(10))
        queue.addNow("a")
        #expect(queue.takeDue(at: at(0)) == ["a"])
        #expect(queue.first == nil)
        queue.add("a", at: at(50))
        #expect(queue.takeDue(at: at(10)).isEmpty)
        #expect(queue.first == at(50))
    }

    @Test func `a change that comes while a job is looked at outlives what the look found`() {
        var queue = DueQueue()
        queue.addNow("a")
        #expect(queue.takeDue(at: at(0)) == ["a"])
        queue.addNow("a")
        queue.add("a", at: at(100))
        #expect(queue.takeDue(at: at(1)) == ["a"])
    }

    @Test func `a job changed ten thousand times before its moment is taken once then`() {
        var queue = DueQueue()
        queue.add("other", at: at(5))
        for _ in 0..<10_000 {
            queue.addNow("a")
            #expect(queue.takeDue(at: at(1)) == ["a"])
            queue.add("a", at: at(100))
        }
        #expect(queue.takeDue(at: at(100)) == ["other", "a"])
        #expect(queue.first == nil)
    }
}
