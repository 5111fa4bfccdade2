import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@testable import Destinations

@Suite struct PointTimesTests {
    private func delivery(source: String = "web/out#1", first: Int = 0, run: Int? = nil) -> Delivery
    {
        var delivery = Delivery(
            type: .tsdb,
            spec: [:],
            source: source,
            idempotencyKey: "1",
            run: run,
            schema: [],
            nextRecords: { nil },
            time: Date(timeIntervalSince1970: 0),
            workDirectory: ""
        )
        delivery.firstNumber = first
        return delivery
    }

    private func part(_ seconds: Double, _ tag: String = "a") -> SeriesPoint.Parts {
        SeriesPoint.Parts(
            time: Date(timeIntervalSince1970: seconds),
            tags: ["t": .string(tag)],
            fields: [:]
        )
    }

    private func times(_ delivery: Delivery, _ parts: [SeriesPoint.Parts?]) -> [Int64?] {
        var times = PointTimes(delivery)
        return parts.map { times.next($0) }
    }

    @Test func `equal points are kept apart, across parcels too`() throws {
        let one = times(delivery(), [part(1), part(1), nil, part(1)]).compactMap(\.self)
        let next = times(delivery(first: 4), [part(1), part(1)]).compactMap(\.self)
        #expect(Set(one + next).count == 5)
        #expect((one + next).allSatisfy { $0 / 1_000_000 == 1000 })
    }

    @Test func `a parcel that comes again has the same times`() {
        let parts = [part(1), part(2), nil, part(2, "b")]
        #expect(times(delivery(first: 7), parts) == times(delivery(first: 7), parts))
    }

    @Test func `exports into one series begin at places of their own`() {
        let one = times(delivery(), [part(1)])
        #expect(one != times(delivery(source: "web/other#2"), [part(1)]))
    }

    @Test func `the rows of a run have the same times in any order`() {
        let parts = [part(1), part(1, "b"), part(1), part(2)]
        let one = times(delivery(run: 3), parts)
        let other = times(delivery(run: 3), parts.reversed())
        #expect(Set(one) == Set(other))
        #expect(one.first == 1_000_000_000)
        #expect(Set([one[0], one[2]]).count == 2)
    }

    @Test func `a time that nanoseconds have no room for is left out`() {
        #expect(times(delivery(), [part(1e12)]) == [nil])
        #expect(times(delivery(), [part(-1)]).first??.magnitude ?? 0 > 0)
    }
}
