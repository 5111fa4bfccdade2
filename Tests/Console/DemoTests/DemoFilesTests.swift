import Demo
import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct DemoFilesTests {
    private let now = Date(timeIntervalSince1970: 1_780_040_000)

    @Test func `a day of hours, the current one and the invoices are written`() throws {
        try DemoFixture.withDirectory { root in
            var told: [Int] = []
            try DemoFixture.files(in: root).write(until: now) { done, all in
                told.append(done)
                #expect(all == 25)
            }
            #expect(told == Array(1...25))
            let names = try DemoFixture.paths(below: root)
            #expect(names.count { $0.hasPrefix("shop-logs/access/") } == 25)
            #expect(names.count { $0.hasPrefix("shop-logs/traffic/") } == 25)
            #expect(names.contains("shop-logs/access/2026-05-29/07.json"))
            #expect(names.contains("shop-logs/\(DemoFiles.badFile)"))
        }
    }

    @Test
    func
        `each day of the first week has twice the orders of the day before, later ones as many as the last`()
        throws
    {
        try DemoFixture.withDirectory { root in
            let files = DemoFixture.files(in: root)
            try files.write(until: now) { _, _ in }
            try files.write(until: now.addingTimeInterval(86400)) { _, _ in }
            let days = try DemoFixture.paths(below: root).filter { $0.contains("/orders/") }
            let counts = try days.map { path in
                try String(contentsOfFile: root + "/" + path, encoding: .utf8).split(
                    separator: "\n"
                ).count
            }
            #expect(days.first == "shop-logs/orders/2026-05-22.json")
            #expect(counts == [6, 12, 25, 50, 100, 200, 400, 800, 800])
        }
    }

    @Test func `in every third hour one payment has no amount`() {
        let bad = (0..<9).filter { hour in
            OrderGenerator().payments(ofHour: hour).contains { $0.contains("\"-\"") }
        }
        #expect(bad == [0, 3, 6])
    }

    @Test func `a bad file that was deleted stays away`() throws {
        try DemoFixture.withDirectory { root in
            let files = DemoFixture.files(in: root)
            try files.write(until: now) { _, _ in }
            let bad = "shop-logs/\(DemoFiles.badFile)"
            try FileManager.default.removeItem(atPath: root + "/" + bad)
            try files.write(until: now.addingTimeInterval(3600)) { _, _ in }
            #expect(try !DemoFixture.paths(below: root).contains(bad))
        }
    }

    @Test func `an hour later one hour is added and none is changed`() throws {
        try DemoFixture.withDirectory { root in
            let files = DemoFixture.files(in: root)
            try files.write(until: now) { _, _ in }
            let before = try DemoFixture.paths(below: root)
            let sample = root + "/shop-logs/access/2026-05-29/06.json"
            try Data("changed by hand\n".utf8).write(to: URL(filePath: sample))
            try files.write(until: now.addingTimeInterval(3600)) { _, _ in }
            let added = Set(try DemoFixture.paths(below: root)).subtracting(before)
            #expect(
                added == [
                    "shop-logs/access/2026-05-29/08.json", "shop-logs/traffic/2026-05-29/08.csv",
                    "shop-logs/payments/2026-05-29/08.json",
                ]
            )
            let kept = FileManager.default.contents(atPath: sample) ?? Data()
            #expect(String(decoding: kept, as: UTF8.self) == "changed by hand\n")
        }
    }

    @Test func `what an interrupted start left out is written by the next`() throws {
        try DemoFixture.withDirectory { root in
            let files = DemoFixture.files(in: root)
            try files.write(until: now) { _, _ in }
            let before = try DemoFixture.paths(below: root)
            for lost in [
                "access/2026-05-29/05.json", "invoices/2026-11.json", DemoFiles.badFile,
            ] {
                try FileManager.default.removeItem(atPath: "\(root)/shop-logs/\(lost)")
            }
            try files.write(until: now) { _, _ in }
            #expect(try DemoFixture.paths(below: root) == before)
        }
    }

    @Test func `what an interrupted parquet writer left is not read as data`() throws {
        try DemoFixture.withDirectory { root in
            let files = DemoFixture.files(in: root)
            #expect(try files.prepareParquet())
            let directory = root + "/shop-logs/sessions/"
            try Data("half".utf8).write(to: URL(filePath: directory + "tmp_visits.parquet"))
            #expect(try files.prepareParquet())
            #expect(try DemoFixture.paths(below: directory).isEmpty)
            try Data("whole".utf8).write(to: URL(filePath: files.parquet.path))
            #expect(try !files.prepareParquet())
        }
    }
}
