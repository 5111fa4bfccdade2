import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ListOrderTests {
    private func choose(_ label: String, in console: inout ConsoleFixture) throws {
        guard case .choice(let dialog)? = console.state.overlay else { return }
        let place = try #require(dialog.entries.firstIndex { $0.value == label })
        console.press(.home)
        for _ in 0..<place { console.press(.down) }
    }

    @Test func `a list is put in order by a column, and turned round by choosing it again`() throws
    {
        var console = try ConsoleFixture()
        console.press(.character("o"))
        try choose("NAME", in: &console)
        console.press(.enter)
        let names = console.state.panes[console.state.activePane].rows.map(\.name)
        #expect(names == names.sorted())
        console.press(.character("o"), .enter)
        #expect(
            console.state.panes[console.state.activePane].rows.map(\.name)
                == Array(names.reversed())
        )
    }

    @Test func `failing jobs come first in the order of what is recent`() throws {
        var console = try ConsoleFixture()
        console.state.preferences[view: .jobs] = ViewChoice(sort: SortOrder("RECENT"))
        console.answer(.jobs, .root, try Samples.jobs()) { $0.name ?? "" }
        let rows = console.state.panes[console.state.activePane].rows.map(\.name)
        let known = rows.filter { ["broken", "hourly_pv"].contains($0) }
        #expect(known == ["broken", "hourly_pv"])
    }

    @Test func `the order of runs is asked of the service`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .character("o"))
        try choose("DURATION", in: &console)
        console.press(.enter)
        let key = ListKey(.runs, .job("hourly_pv"), ListQuery(sort: "duration"))
        #expect(console.state.polls[.part(key, .page(1))] != nil)
        #expect(console.state.page?.children?.rows.isEmpty == true)
    }

    @Test func `a status of runs is asked of the service, one of jobs is filtered here`() throws {
        var console = try ConsoleFixture()
        console.press(.character("f"))
        try choose("Failed", in: &console)
        console.press(.enter)
        #expect(console.state.panes[console.state.activePane].filter.text == "status:failed")
        console.press(.escape)
        console.select(job: "hourly_pv")
        console.press(.enter, .character("f"))
        try choose("Failed", in: &console)
        console.press(.enter)
        let key = ListKey(.runs, .job("hourly_pv"), ListQuery(status: "Failed"))
        #expect(console.state.polls[.part(key, .page(1))] != nil)
        console.receive(
            .partLoaded(key, .page(1), .success(Listing(rows: [])), at: ConsoleFixture.now)
        )
        #expect(console.text.contains("0 runs, Failed only"))
    }

    @Test func `columns that were switched off are remembered from one start to the next`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .character("c"), .character(" "))
        guard case .host(.savePreferences(let preferences))? = console.effects.first else {
            Issue.record("nothing is remembered")
            return
        }
        console.press(.enter)
        #expect(!console.text.contains("STATUS"))
        var next = try ConsoleFixture()
        next.state.preferences = preferences
        #expect(next.state.preferences[view: .runs].hidden == ["STATUS"])
    }

    @Test func `a table keeps a column even if all are switched off`() {
        for kind in ResourceCatalogue.all {
            let hidden = Set(kind.columns.map(\.title))
            #expect(!kind.columns(ViewChoice(hidden: hidden)).isEmpty)
        }
    }
}
