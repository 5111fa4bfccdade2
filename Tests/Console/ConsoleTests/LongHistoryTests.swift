import PipelineAPI
import Screen
import Testing

@testable import Console

/// A job with 100,000 runs, read in pages as the cursor goes through it.
@Suite struct LongHistoryTests {
    private static let total = 100_000
    private static let key = ListKey(.runs, .job("hourly_pv"))

    /// A page as the service would answer it: the newest run has the highest id.
    private func page(_ number: Int, newest: Int = total) -> Listing {
        let size = HistoryWindow.pageSize
        let from = newest - (number - 1) * size
        let rows = stride(from: from, to: max(0, from - size), by: -1).map { id -> Row in
            var run = Samples.runs[1]
            run.runId = id
            return Row(name: String(id), item: AnyItem(run))
        }
        return Listing(rows: rows, total: newest)
    }

    private func answerPages(in console: inout ConsoleFixture, newest: Int = total) {
        let wanted = console.state.polls.keys.compactMap { key -> Int? in
            if case .part(Self.key, .page(let number)) = key { number } else { nil }
        }
        for number in wanted.sorted() {
            console.receive(
                .partLoaded(
                    Self.key,
                    .page(number),
                    .success(page(number, newest: newest)),
                    at: ConsoleFixture.now
                )
            )
        }
    }

    private func fixture() throws -> ConsoleFixture {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter)
        answerPages(in: &console)
        return console
    }

    private func list(_ console: ConsoleFixture) throws -> ListState {
        try #require(console.state.page?.children)
    }

    @Test func `going on never ends at a page's border, and preferences stays bounded`() throws {
        var console = try fixture()
        var most = 0
        for _ in 0..<120 {
            let before = Int(try #require(try list(console).selection))
            console.press(.pageDown)
            answerPages(in: &console)
            let after = Int(try #require(try list(console).selection))
            #expect(try #require(after) < #require(before))
            most = max(most, try list(console).rows.count)
        }
        #expect(most <= (HistoryWindow.mostPages + 1) * HistoryWindow.pageSize)
        #expect(Int(try #require(try list(console).selection)) ?? 0 < 97_000)
    }

    @Test func `a page that arrives moves neither the selection nor its line`() throws {
        var console = try fixture()
        for _ in 0..<40 {
            console.press(.pageDown)
            let old = try list(console)
            let line = try #require(old.index) - old.top
            answerPages(in: &console)
            let new = try list(console)
            #expect(new.selection == old.selection)
            #expect(try #require(new.index) - new.top == line)
        }
    }

    @Test func `back up everything is there again, to the first row`() throws {
        var console = try fixture()
        for _ in 0..<30 {
            console.press(.pageDown)
            answerPages(in: &console)
        }
        for _ in 0..<60 {
            console.press(.pageUp)
            answerPages(in: &console)
        }
        #expect(try list(console).selection == String(Self.total))
        let names = try list(console).rows.compactMap { Int($0.name) }
        #expect(names == names.sorted(by: >))
    }

    @Test func `the end is gone to by asking for the last page alone`() throws {
        var console = try fixture()
        console.press(.character("G"))
        let last = Self.total / HistoryWindow.pageSize
        #expect(console.state.polls[.part(Self.key, .page(last))] != nil)
        answerPages(in: &console)
        #expect(try list(console).selection == "1")
        console.press(.character("g"))
        #expect(try list(console).selection == String(Self.total))
    }

    @Test func `runs that begin meanwhile push rows over a border but hide none`() throws {
        var console = try fixture()
        for _ in 0..<8 {
            console.press(.pageDown)
            answerPages(in: &console)
        }
        answerPages(in: &console, newest: Self.total + 3)
        let names = try list(console).rows.compactMap { Int($0.name) }
        #expect(names.first == Self.total + 3)
        #expect(Set(names).count == names.count)
    }
}
