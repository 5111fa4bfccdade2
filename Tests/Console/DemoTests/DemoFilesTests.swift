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
