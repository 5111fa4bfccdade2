import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct GatheringTests {
    @Test func `the transforms of every repo are one list, each with where it is from`() throws {
        var console = try ConsoleFixture()
        var other = Samples.transforms[0]
        other.name = "by_hour"
        console.answer(.transforms, .repo("orders"), [other]) { $0.name }
        console.press(.character("2"))
        #expect(console.state.panes[1].rows.count == 2)
        #expect(console.text.contains("orders→pv_1m"))
        console.press(.end)
        let address = ResourceAddress(.transforms, .repo("orders"), "by_hour")
        #expect(console.state.focusedAddress == address)
    }

    @Test func `what an aggregate list is made of is asked for in the background`() throws {
        var console = try ConsoleFixture()
        let key = PollKey.list(ListKey(.exports, .repo("orders")))
        #expect(console.state.polls[key]?.importance == .visible, "the first are asked first")
        let answered = PollKey.list(ListKey(.exports, .repo("access_log")))
        #expect(console.state.polls[answered]?.importance == .background)
        console.press(.character("3"))
        #expect(console.state.polls[key]?.interval == 20)
        #expect(console.state.polls[.list(ListKey(.jobExports, .job("idle")))] != nil)
    }

    @Test func `all runs have what failed and what runs first, and are acted on there`() throws {
        var console = try ConsoleFixture()
        console.press(.character("8"))
        let rows = try #require(console.state.page?.children?.rows)
        #expect(rows.first?.target == ResourceAddress(.runs, .job("broken"), "7"))
        #expect(rows.count == 1 + Samples.runs.count)
        console.press(.character("r"))
        guard case .confirm(let dialog)? = console.state.overlay else {
            Issue.record("no plan")
            return
        }
        #expect(dialog.plan.title.english == "Rerun run 7 of 'broken'?")
        console.press(.escape, .enter)
        #expect(console.state.page?.address == ResourceAddress(.runs, .job("broken"), "7"))
        console.press(.escape)
        #expect(console.state.page?.address.kind == .allRuns)
    }

    @Test func `a new item of an aggregate list is made where it belongs`() throws {
        var console = try ConsoleFixture()
        console.press(.character("2"), .character("n"))
        guard case .task(.edit(let draft))? = console.effects.first else {
            Issue.record("no editor")
            return
        }
        #expect(draft.kind == .transforms && draft.scope == .repo("access_log"))
    }

    @Test func `a list still growing shows its first row until one is chosen`() throws {
        var console = try ConsoleFixture()
        #expect(console.state.panes[2].selectedRow?.target?.name == "to_kodo")
        let export = JobExport(name: "zz", type: .kodo, spec: [:])
        console.answer(.jobExports, .job("idle"), [export]) { $0.name ?? "" }
        #expect(console.state.panes[2].rows.count == 2)
        #expect(console.state.panes[2].index == 0)
    }
}

@Suite struct TrailTests {
    @Test func `back from a place gone to by name is back where the hand was`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .down, .down)
        console.press(.character(":"))
        console.type("orders")
        console.press(.enter)
        #expect(console.state.focusedAddress == ResourceAddress(.repos, .root, "orders"))
        console.press(.escape)
        #expect(console.state.focusedAddress == ResourceAddress(.runs, .job("hourly_pv"), "126"))
    }

    @Test func `a hand that has gone to a screen stays there when its last move comes to rest`()
        throws
    {
        var console = try ConsoleFixture()
        console.press(.down, .character("0"))
        console.rest()
        #expect(console.state.page?.address == Overview.address)
        console.press(.character("8"), .character("/"), .character("p"))
        console.rest()
        #expect(console.state.page?.address.kind == .allRuns)
        #expect(console.state.page?.children?.rows.count == 5)
    }

    @Test func `a navigationHistory of many places is walked back one by one`() throws {
        var console = try ConsoleFixture()
        console.press(.character("0"), .character("8"), .character("9"))
        #expect(console.state.page?.address.kind == .requests)
        console.press(.escape)
        #expect(console.state.page?.address.kind == .allRuns)
        console.press(.escape)
        #expect(console.state.page?.address.kind == .overview)
        console.press(.escape)
        #expect(console.state.focus == .sidebar)
    }
}
