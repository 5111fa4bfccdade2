import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct WritableWindowTests {
    private func pass(_ seconds: Double, in console: inout ConsoleFixture) {
        console.receive(.ticked(console.state.now.addingTimeInterval(seconds)))
    }

    private func locked() throws -> ConsoleFixture {
        var console = try ConsoleFixture(writable: .ask)
        console.select(job: "broken")
        return console
    }

    @Test func `a profile that asks is locked until W, and says how to open it`() throws {
        var console = try locked()
        #expect(console.screen.lines[0].contains("locked"))
        for key in "rSeDU" {
            console.press(.character(key))
            #expect(console.state.overlay == nil && console.effects.isEmpty, "\(key)")
        }
        console.press(.character("r"))
        #expect(
            console.state.notice?.text == "profile 'local' is locked: W opens it for ten minutes"
        )
    }

    @Test func `the window is open for ten minutes, which the header counts`() throws {
        var console = try locked()
        console.press(.character("W"))
        #expect(console.screen.lines[0].contains("writable 10m"))
        pass(301, in: &console)
        #expect(console.screen.lines[0].contains("writable 5m"))
        console.press(.character("r"))
        #expect(console.state.overlay != nil)
        console.press(.escape)
        pass(299, in: &console)
        #expect(console.screen.lines[0].contains("locked"))
        console.press(.character("r"))
        #expect(console.state.overlay == nil)
    }

    @Test func `W locks again`() throws {
        var console = try locked()
        console.press(.character("W"), .character("W"))
        #expect(console.state.notice?.text == "locked again")
        console.press(.character("r"))
        #expect(console.state.overlay == nil)
    }

    @Test func `a plan left open until the window has closed is not sent`() throws {
        var console = try locked()
        console.press(.character("W"), .character("r"))
        pass(601, in: &console)
        console.lookAndPress(.character("y"))
        #expect(console.effects.isEmpty && console.state.changes.pending.isEmpty)
        #expect(console.state.notice?.text.contains("is locked") == true)
    }

    @Test func `a plan of many, a file and a document wait for no window either`() throws {
        var console = try locked()
        console.press(.character("W"), .character(" "), .character("D"))
        console.look()
        console.type("1")
        pass(601, in: &console)
        console.press(.enter)
        #expect(console.effects.isEmpty && console.state.overlay == nil)

        console.press(.character("W"))
        let idle = ResourceAddress(.jobs, .root, "idle")
        var draft = EditDraft(kind: .jobs, address: idle, scope: .root)
        draft.text = "typed at length"
        console.receive(.edited(draft, .ready(preview: "PUT /v2/jobs/idle")))
        pass(601, in: &console)
        console.lookAndPress(.character("y"))
        #expect(console.effects.isEmpty)
        #expect(console.state.changes.keptDraft?.text == "typed at length")
    }

    @Test func `a plan is not sent over a link that was lost meanwhile`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        console.receive(.linkChanged(.offline(APIError(.unreachable, "refused"), nextTry: nil)))
        console.lookAndPress(.character("y"))
        #expect(console.effects.isEmpty && console.state.notice?.isError == true)
    }

    @Test func `a plan of what has changed meanwhile is not sent`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        var run = Samples.failedRun
        run.status = .running
        console.answer(.runs, .job("broken"), [run]) { String($0.runId) }
        console.lookAndPress(.character("y"))
        #expect(console.effects.isEmpty)
        #expect(console.state.notice?.text == "the run is Running: stop it first")
    }

    @Test func `a read-only profile has no window, one that is writable needs none`() throws {
        var never = try ConsoleFixture(writable: .never)
        never.press(.character("W"))
        #expect(never.state.notice?.text == "profile 'local' is read-only")
        #expect(
            never.screen.lines[0].contains("read-only") && never.state.changes.writableUntil == nil
        )
        var always = try ConsoleFixture()
        always.press(.character("W"))
        #expect(always.state.notice?.text == "profile 'local' is writable at all times")
        always.select(job: "broken")
        always.press(.character("r"))
        #expect(always.state.overlay != nil)
    }
}
