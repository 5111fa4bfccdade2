import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ConsolePollTests {
    private static let runs = PollKey.part(ListKey(.runs, .job("hourly_pv")), .page(1))

    @Test func `what is in sight is kept fresh`() throws {
        let polls = try ConsoleFixture().state.polls
        #expect(polls[.list(ListKey(.jobs, .root))]?.importance == .focused)
        #expect(polls[.list(ListKey(.repos, .root))] != nil)
        #expect(polls[.list(ListKey(.exports, .repo("access_log")))] != nil)
        #expect(polls[.list(ListKey(.dataSources, .root))] == nil)
    }

    @Test func `a run under way is asked for more often than one at rest`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        let active = try #require(console.state.polls[Self.runs]).interval
        console.answer(.runs, .job("hourly_pv"), Array(Samples.runs.dropFirst())) {
            String($0.runId)
        }
        let atRest = try #require(console.state.polls[Self.runs]).interval
        #expect(atRest > active)
    }

    @Test func `nothing is asked while polling is paused`() throws {
        var console = try ConsoleFixture()
        console.press(.character("p"))
        #expect(console.state.polls.isEmpty)
        console.press(.character("p"))
        #expect(!console.state.polls.isEmpty)
    }

    @Test func `a repo's schema is asked for while it is shown`() throws {
        var console = try ConsoleFixture()
        let key = PollKey.detail(ResourceAddress(.repos, .root, "access_log"))
        #expect(console.state.polls[key] == nil)
        console.press(.character("1"))
        #expect(console.state.polls[key]?.importance == .focused)
    }

    @Test func `a refresh by hand asks for all that is in sight`() throws {
        var console = try ConsoleFixture()
        console.press(.character("R"))
        guard case .task(.refresh(let keys))? = console.effects.first else {
            Issue.record("no refresh was asked for")
            return
        }
        #expect(keys.contains(.list(ListKey(.jobs, .root))))
    }
}
