import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct WatchingTests {
    private func finished(_ runs: [Run], as status: RunStatus) -> [Run] {
        var runs = runs
        runs[0].status = status
        return runs
    }

    private func alerts(_ console: ConsoleFixture) -> [String] {
        console.effects.compactMap {
            if case .terminal(.alert(let text)) = $0 { text } else { nil }
        }
    }

    @Test func `a watched job says when its newest run changes state`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.character("w"))
        console.answer(.runs, .job("hourly_pv"), finished(Samples.runs, as: .failed)) {
            String($0.runId)
        }
        #expect(alerts(console) == ["hourly_pv run 128: Running → Failed"])
        #expect(console.text.contains("hourly_pv run 128: Running → Failed"))
        console.press(.character("w"))
        console.answer(.runs, .job("hourly_pv"), Samples.runs) { String($0.runId) }
        #expect(alerts(console).isEmpty)
    }

    @Test func `a watched run is announced, another run of its job is not`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .down, .character("w"))
        console.answer(.runs, .job("hourly_pv"), finished(Samples.runs, as: .failed)) {
            String($0.runId)
        }
        #expect(alerts(console).isEmpty)
    }

    @Test func `what is watched is asked for wherever the eye is`() throws {
        var console = try ConsoleFixture()
        console.select(job: "idle")
        console.press(.character("w"), .character("1"))
        let key = PollKey.list(ListKey(.runs, .job("idle")))
        #expect(console.state.polls[key]?.interval == 5)
    }

    @Test func `a repo cannot be watched, and says so`() throws {
        var console = try ConsoleFixture()
        console.press(.character("1"), .character("w"))
        #expect(console.state.notice?.text == "only runs and jobs can be watched: select one")
    }

    @Test func `following keeps the newest run selected`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .down, .character("F"))
        #expect(console.state.page?.children?.selection == "128")
        var newest = Samples.runs[0]
        newest.runId = 129
        console.answer(.runs, .job("hourly_pv"), [newest] + Samples.runs) { String($0.runId) }
        #expect(console.state.page?.children?.selection == "129")
    }
}
