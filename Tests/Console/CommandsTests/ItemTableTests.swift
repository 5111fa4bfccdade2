import Console
import PipelineAPI
import Screen
import Testing

@testable import Commands

@Suite struct ItemTableTests {
    @Test func `columns are as wide as what is in them, and no line ends in blanks`() throws {
        let table = try Samples.table(ofRepos: "访问日志", "orders")
        #expect(
            table.lines(width: nil, painter: .plain) == [
                "NAME      FROM  REGION",
                "访问日志        nb",
                "orders          nb",
            ]
        )
    }

    @Test func `numbers stand to the right`() throws {
        let runs = [1, 12].map {
            Run(runId: $0, batchTime: Timestamp(text: "?"), status: .ready)
        }
        let lines = try Samples.table(of: runs).lines(width: nil, painter: .plain)
        #expect(lines.map { $0.prefix(3) } == ["RUN", "  1", " 12"])
    }

    @Test(arguments: [80, 60, 45])
    func `on a terminal the flexible column is cut to what is left`(_ width: Int) throws {
        let name = String(repeating: "very_long_", count: 12)
        let lines = try Samples.table(ofRepos: name).lines(width: width, painter: .plain)
        #expect(lines.allSatisfy { $0.displayWidth <= width })
        #expect(lines[1].contains("…"))
        let whole = try Samples.table(ofRepos: name).lines(width: nil, painter: .plain)
        #expect(whole[1].contains(name))
    }

    @Test func `what a terminal would act on is spelled out, with and without colours`() throws {
        let table = try Samples.table(ofRepos: "a\u{1b}[31mb\u{7}")
        #expect(table.lines(width: nil, painter: .plain)[1].hasPrefix("a\\x1b[31mb\\x07"))
        let coloured = table.lines(width: nil, painter: TextPainter(isColoured: true))
        #expect(coloured[0].hasPrefix("\u{1b}[1mNAME\u{1b}[0m"))
        #expect(!coloured[1].contains("[31mb\u{7}"))
        #expect(!table.lines(width: nil, painter: .plain).joined().contains("\u{1b}"))
    }

    @Test func `every kind has a table with a heading over each column`() {
        for kind in KindLookup.all {
            let table = ItemTable([], of: kind, in: Samples.context)
            let lines = table.lines(width: nil, painter: .plain)
            #expect(lines.count == 1, "\(kind.id)")
            #expect(kind.columns.allSatisfy { lines[0].contains($0.title) }, "\(kind.id)")
        }
    }
}
