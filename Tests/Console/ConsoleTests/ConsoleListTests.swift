import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ConsoleListTests {
    @Test func `the selection stays with its item through a refresh`() throws {
        var console = try ConsoleFixture()
        console.select(job: "idle")
        let jobs = try Samples.jobs().filter { $0.name != "broken" }
        console.answer(.jobs, .root, jobs) { $0.name ?? "" }
        #expect(console.state.panes[console.state.activePane].selection == "idle")
    }

    @Test func `an item that is gone hands the selection to what stands in its place`() throws {
        var console = try ConsoleFixture()
        console.select(job: "idle")
        let jobs = try Samples.jobs().filter { $0.name != "idle" }
        console.answer(.jobs, .root, jobs) { $0.name ?? "" }
        #expect(console.state.panes[console.state.activePane].selection == "uv_rank")
    }

    @Test func `a failed answer keeps what was known and marks it`() throws {
        var console = try ConsoleFixture()
        console.receive(
            .listLoaded(
                ListKey(.jobs, .root),
                .failure(APIError(.unreachable, "refused")),
                at: ConsoleFixture.now
            )
        )
        #expect(console.text.contains("hourly_pv"))
        #expect(console.text.contains("4 stale"))
    }

    @Test func `a first answer that fails is said in the list`() throws {
        var console = try ConsoleFixture()
        console.press(.character("5"))
        console.receive(
            .listLoaded(
                ListKey(.dataSources, .root),
                .failure(APIError(.unauthorized, "key refused")),
                at: ConsoleFixture.now
            )
        )
        #expect(console.text.contains("key refused"))
    }

    @Test func `a filter narrows as it is typed, and Esc shows all again`() throws {
        var console = try ConsoleFixture()
        console.press(.character("/"))
        console.type("hpv")
        #expect(console.text.contains("1 of 4"))
        #expect(console.state.panes[console.state.activePane].selection == "hourly_pv")
        console.press(.escape)
        #expect(!console.text.contains("1 of 4"))
    }

    @Test func `an empty list says which filter hides what`() throws {
        var console = try ConsoleFixture()
        console.press(.character("/"))
        console.type("zzz")
        #expect(console.text.contains("/zzz hides all"))
    }

    @Test(arguments: [
        ("pv", true), ("hrly", true), ("!broken", true), ("!pv", false), ("pv !idle", true),
        ("xyz", false), ("", true), ("!", true),
    ])
    func `filter words are fuzzy and exclude with an exclamation mark`(
        _ text: String,
        _ accepts: Bool
    ) {
        let query = FilterQuery(text, now: ConsoleFixture.now)
        #expect(query.accepts("hourly_pv 0 * * * *") == accepts)
    }

    @Test func `moving stops at both ends`() throws {
        var console = try ConsoleFixture()
        console.press(.up, .pageUp, .home)
        #expect(console.state.panes[console.state.activePane].selection == "broken")
        console.press(.end, .down, .pageDown)
        #expect(console.state.panes[console.state.activePane].selection == "uv_rank")
    }

    @Test func `a long list scrolls by half a page at the edge`() {
        var list = ListState(kind: .jobs, scope: .root)
        list.reveal(10, of: 100, height: 10)
        #expect(list.top == 6)
        list.reveal(7, of: 100, height: 10)
        #expect(list.top == 6)
        list.reveal(5, of: 100, height: 10)
        #expect(list.top == 0)
        list.reveal(99, of: 100, height: 10)
        #expect(list.top == 90)
    }

    @Test func `the main pane follows once the selection rests`() throws {
        var console = try ConsoleFixture()
        console.press(.home)
        console.rest()
        console.press(.down)
        #expect(console.state.page?.address.name == "broken")
        console.receive(.rested(token: console.state.restToken - 1))
        #expect(console.state.page?.address.name == "broken")
        console.rest()
        #expect(console.state.page?.address.name == "hourly_pv")
    }

    @Test func `going back keeps the position`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .down, .down, .enter)
        #expect(console.state.page?.address.name == "126")
        console.press(.escape)
        #expect(console.state.page?.children?.selection == "126")
        console.press(.escape)
        #expect(console.state.focus == .sidebar)
    }

    @Test func `pasted text is data and no command`() throws {
        var console = try ConsoleFixture()
        console.receive(.terminal(.paste("q\ny")))
        #expect(console.effects.isEmpty)
        console.press(.character("/"))
        console.receive(.terminal(.paste("pv\n")))
        #expect(console.state.panes[console.state.activePane].filter.text == "pv")
    }

    @Test func `pasted text is a query of the palette too`() throws {
        var console = try ConsoleFixture()
        console.press(.character(":"))
        console.receive(.terminal(.paste("workfl\n")))
        console.press(.enter)
        #expect(console.state.panes[console.state.activePane].kind == .workflows)
    }

    @Test func `a first answer that is of no use is told in full, and is no connecting`() throws {
        var console = try ConsoleFixture(width: 80, height: 24)
        for kind in ResourceCatalogue.panes { console.answer(kind.id, .root, [Int]()) { "\($0)" } }
        console.state.listings = [:]
        console.receive(.linkChanged(.connecting))
        #expect(console.text.contains("connecting"))
        let message = "which is no JSON and begins with '<html>': check the endpoint"
        for kind in ResourceCatalogue.panes {
            let key = ListKey(kind.id, .root)
            console.receive(
                .listLoaded(key, .failure(APIError(.unreadable, message)), at: console.state.now)
            )
        }
        #expect(console.text.contains("failing") && !console.text.contains("connecting"))
        for word in message.split(separator: " ") { #expect(console.text.contains(word)) }
        console.receive(.linkChanged(.live(milliseconds: 3)))
        #expect(console.text.contains("live"))
    }

    @Test func `with nothing known yet the main pane says in full why`() throws {
        var console = try ConsoleFixture()
        for kind in ResourceCatalogue.panes { console.answer(kind.id, .root, [Int]()) { "\($0)" } }
        let error = APIError(.unauthorized, "the key was refused: check the key and the clock")
        console.receive(.linkChanged(.offline(error, nextTry: nil)))
        #expect(console.text.contains("the key was refused: check the key and the clock"))
        #expect(console.text.contains("http://127.0.0.1:9900"))
    }
}
