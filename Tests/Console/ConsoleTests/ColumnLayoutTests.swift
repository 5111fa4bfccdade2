import Screen
import Testing

@testable import Console

@Suite struct ColumnLayoutTests {
    private static let columns = ResourceCatalogue.allRuns.columns.map(AnyTableColumn.init)

    private func layout(_ room: Int, names: [String]) throws -> [String: Int] {
        let rows = names.map { name in
            Row(name: name, item: AnyItem(JobRun(job: name, run: Samples.failedRun)))
        }
        let context = try ConsoleFixture().state.renderContext(glyphs: .ascii)
        let texts = TextWidths(of: rows, columns: Self.columns, in: context)
        let layout = ColumnLayout(Self.columns, texts: texts, room: room)
        #expect(layout.widths.reduce(layout.widths.count - 1, +) <= max(room, 8))
        return Dictionary(uniqueKeysWithValues: zip(layout.columns.map(\.title), layout.widths))
    }

    @Test func `a name takes what it needs, and the message has the rest`() throws {
        let widths = try layout(150, names: ["a", "traffic_by_host"])
        #expect(widths["JOB"] == 15)
        #expect(widths["MESSAGE"] == 150 - 15 - 5 - 12 - 11 - 8 - 5)
    }

    @Test func `long names leave the message half of the open room`() throws {
        let widths = try layout(100, names: [String(repeating: "n", count: 90)])
        let open = 100 - 5 - 12 - 11 - 8 - 5
        #expect(widths["JOB"] == open / 2)
        #expect(widths["MESSAGE"] == open - open / 2)
    }

    @Test(arguments: 1...160)
    func `whatever the room, name and message are the last to go`(_ room: Int) throws {
        let widths = try layout(room, names: ["traffic_by_host"])
        #expect(widths["JOB"] != nil)
        #expect(widths.count == 1 || widths["MESSAGE"] != nil)
    }

    @Test func `a long list is measured in part`() throws {
        var names = (0..<10_000).map { "job_\($0)" }
        names[0] = String(repeating: "n", count: 40)
        #expect(try layout(200, names: names)["JOB"] == 40)
    }
}
