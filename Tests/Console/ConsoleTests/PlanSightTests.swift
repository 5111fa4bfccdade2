import PipelineAPI
import Screen
import Testing

@testable import Console

/// A plan takes no answer that nobody can have meant for it.
@Suite struct PlanSightTests {
    private let idle = ResourceAddress(.jobs, .root, "idle")

    private func plan(_ keys: Key..., of job: String = "broken") throws -> ConsoleFixture {
        var console = try ConsoleFixture()
        console.select(job: job)
        for key in keys { console.press(key) }
        return console
    }

    @Test(arguments: [
        [Key.character("y")], [.character("Y")], [.tab, .enter], [.left, .enter], [.enter],
    ])
    func `a plan that was not seen takes no answer and stays`(_ keys: [Key]) throws {
        var console = try plan(.character("r"))
        for key in keys {
            console.press(key)
            #expect(console.effects.isEmpty && console.state.overlay != nil)
        }
        guard case .confirm(let dialog)? = console.state.overlay else { return }
        #expect(!dialog.isYesChosen)
    }

    @Test func `each key that comes too early makes the moment begin anew`() throws {
        var console = try plan(.character("r"))
        let first = try #require(console.sight)
        console.press(.character("y"))
        #expect(console.sight != first)
        console.receive(.seen(token: first))
        console.press(.character("y"))
        #expect(console.effects.isEmpty && console.state.overlay != nil)
        console.lookAndPress(.character("y"))
        #expect(console.effects.count == 1)
    }

    @Test(arguments: [Key.escape, .character("n"), .character("N"), .character("q")])
    func `a plan that was not seen can be left`(_ key: Key) throws {
        var console = try plan(.character("r"))
        console.press(key)
        #expect(console.state.overlay == nil && console.effects.isEmpty)
    }

    @Test func `the keys for yes are named once they do it`() throws {
        var console = try plan(.character("r"))
        #expect(!console.text.contains("y yes") && console.text.contains("n no"))
        console.look()
        #expect(console.text.contains("y yes  n no"))
    }

    @Test func `a name is typed into a plan that was seen`() throws {
        var console = try plan(.character("D"), of: "idle")
        console.type("idle")
        console.press(.enter)
        #expect(console.effects.isEmpty && console.text.contains("type 'idle': _"))
        console.look()
        console.type("idle")
        console.press(.enter)
        #expect(console.effects.count == 1)
    }

    @Test func `the values of a form are no answer to the plan after it`() throws {
        var console = try ConsoleFixture(confirmsByName: true)
        var jobs = try Samples.jobs()
        let index = try #require(jobs.firstIndex { $0.name == "idle" })
        jobs[index].params = [JobParameter(name: "day", default: "2026-11-20")]
        console.answer(.jobs, .root, jobs) { $0.name ?? "" }
        console.select(job: "idle")
        console.press(.character("S"), .enter)
        console.type("local")
        console.press(.enter)
        #expect(console.effects.isEmpty)
        guard case .confirm(let dialog)? = console.state.overlay else {
            Issue.record("no plan")
            return
        }
        #expect(dialog.typed.isEmpty)
    }

    @Test func `a draft and a file are not sent before their plan was seen`() throws {
        var console = try ConsoleFixture()
        let draft = EditDraft(kind: .jobs, address: idle, scope: .root)
        console.receive(.edited(draft, .ready(preview: "")))
        console.press(.character("y"))
        #expect(console.effects.isEmpty)
        console.press(.escape, .character("1"), .character("U"))
        console.type("points.txt")
        console.press(.enter, .enter)
        guard case .task(.inspectFile(let request))? = console.effects.first else {
            Issue.record("no file is looked at")
            return
        }
        console.receive(.fileInspected(request, .success(1)))
        console.press(.character("y"))
        #expect(console.effects.isEmpty && console.state.overlay != nil)
    }

    @Test func `what failed is tried again once its list was seen`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .down, .character(" "), .character("r"))
        console.lookAndPress(.character("y"))
        let sent = try #require(console.sent)
        console.receive(.performed(sent, .failure(APIError(.unreachable, "refused"))))
        #expect(!console.text.contains("r tries"))
        console.press(.character("r"))
        #expect(console.sent == nil && console.state.overlay != nil)
        console.look()
        #expect(console.text.contains("r tries"))
        console.press(.character("r"))
        #expect(console.sent == sent)
    }

    @Test func `a view is not written to a file before its form was seen`() throws {
        var console = try plan(.character("E"), .enter, .enter)
        #expect(console.effects.isEmpty && console.state.overlay != nil)
        console.lookAndPress(.enter)
        #expect(console.effects.count == 1)
    }

    @Test func `a plan that was out of sight is looked at anew`() throws {
        for event in [TerminalEvent.resized(Size(width: 100, height: 30)), .resumed] {
            var console = try plan(.character("r"))
            console.look()
            console.receive(.terminal(event))
            console.press(.character("y"))
            #expect(console.sent == nil && console.state.overlay != nil)
            console.lookAndPress(.character("y"))
            #expect(console.sent != nil)
        }
    }
}
