import Demo
import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct AccessLogGeneratorTests {
    /// 2026-05-29 07:00 in UTC.
    private let hour = Date(timeIntervalSince1970: 1_780_038_000)
    private let generator = AccessLogGenerator(recordsPerDay: 24_000)

    @Test func `an hour's records are the same each time and on each machine`() throws {
        let records = generator.records(ofHourAt: hour)
        #expect(records == AccessLogGenerator(recordsPerDay: 24_000).records(ofHourAt: hour))
        let first = try #require(records.first)
        #expect(first.point == Self.firstPoint)
    }

    @Test func `hours and seeds differ`() {
        let records = generator.records(ofHourAt: hour)
        let next = generator.records(ofHourAt: hour.addingTimeInterval(3600))
        let other = AccessLogGenerator(seed: 7, recordsPerDay: 24_000).records(ofHourAt: hour)
        #expect(records.map(\.ip) != next.prefix(records.count).map(\.ip))
        #expect(records.map(\.ip) != other.map(\.ip))
    }

    @Test func `records are in order of their time, within their hour`() throws {
        let times = generator.records(ofHourAt: hour).map(\.time)
        #expect(times == times.sorted())
        #expect(times.allSatisfy { $0.hasPrefix("2026-05-29T07:") })
    }

    @Test func `a day has about as many records as asked for, and a quiet night`() {
        let counts = (0..<24).map {
            generator.records(ofHourAt: hour.addingTimeInterval(Double($0) * 3600)).count
        }
        #expect((22_000...27_000).contains(counts.reduce(0, +)))
        #expect((counts.max() ?? 0) >= 3 * (counts.min() ?? 0))
    }

    @Test func `few paths take most requests, errors are few, searches have Chinese terms`() {
        let day = (0..<24).flatMap {
            generator.records(ofHourAt: hour.addingTimeInterval(Double($0) * 3600))
        }
        let share = { (path: String) in
            Double(day.count { $0.path == path }) / Double(day.count)
        }
        #expect(share("/") > 0.3)
        #expect(share("/admin") < 0.05)
        let errors = Double(day.count { $0.status >= 500 }) / Double(day.count)
        #expect((0.005...0.1).contains(errors))
        #expect(day.allSatisfy { ($0.path == "/search") == !$0.term.isEmpty })
        #expect(Set(day.map(\.term)).contains("蓝牙耳机"))
    }

    @Test func `records before a date fill the span that ends there`() throws {
        let records = generator.records(before: hour, count: 20, over: .seconds(10))
        #expect(records == generator.records(before: hour, count: 20, over: .seconds(10)))
        #expect(records.count == 20)
        #expect(records.first?.time == "2026-05-29T06:59:50.000Z")
        #expect(records.allSatisfy { $0.time < "2026-05-29T07:00:00" })
    }

    @Test func `a record's point fits the repo's schema`() throws {
        let records = generator.records(ofHourAt: hour).prefix(200)
        let text = records.map(\.point).joined(separator: "\n")
        let batch = try PointText(schema: AccessRecord.schema, unescapesLines: false)
            .read(Data(text.utf8), tags: Data(), adding: [:])
        #expect(batch.count == 200)
    }

    private static let firstPoint = [
        "time=2026-05-29T07:00:00.000Z", "host=web-2", "method=GET", "path=/item", "status=200",
        "bytes=39673", "latency=8.8", "ip=10.13.224.80", "city=上海", "user=u529",
        "agent=Mozilla/5.0 (iPhone) Safari", "term=",
    ].joined(separator: "\t")
}
