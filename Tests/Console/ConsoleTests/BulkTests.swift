import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct BulkTests {
    /// The runs of a job, two of them marked.
    private func marked() throws -> ConsoleFixture {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .down, .character(" "), .character(" "))
        return console
    }

    private func dialog(_ console: ConsoleFixture) -> BulkDialog? {
        if case .bulk(let dialog)? = console.state.overlay { dialog } else { nil }
    }

    private func sent(_ console: ConsoleFixture) -> ActionRequest? {
        console.effects.lazy.compactMap { effect in
            switch effect {
            case .task(.perform(let request, _)), .task(.performNext(let request, _)): request
            default: nil
            }
        }.first
    }

    @Test func `an action on marked rows says exactly what it is for, and what it leaves out`()
        throws
    {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .character("*"), .character("r"))
        guard case .confirm(let dialog)? = console.state.overlay else {
            Issue.record("no plan")
            return
        }
        #expect(dialog.plan.title.english == "Rerun 4 runs?")
        #expect(dialog.plan.consequences.map(\.english).contains("127 of 'hourly_pv'"))
        let left = dialog.plan.consequences.map(\.english).filter { $0.hasPrefix("left out") }
        #expect(left == ["left out: 128 of 'hourly_pv': the run is Running: stop it first"])
        #expect(console.effects.isEmpty && !dialog.isYesChosen)
    }

    @Test func `one is sent after the other, each once`() throws {
        var console = try marked()
        console.press(.character("r"))
        console.lookAndPress(.character("y"))
        let first = try #require(sent(console))
        console.receive(.performed(first, .success("done")))
        let second = try #require(sent(console))
        #expect(first.address.name == "127" && second.address.name == "126")
        console.receive(.performed(second, .success("done")))
        #expect(sent(console) == nil && dialog(console)?.isOver == true)
        #expect(console.text.contains("2 of 2 done"))
        #expect(console.state.changes.activity.count == 2)
    }

    @Test func `what failed is listed with why, and tried again when that is wanted`() throws {
        var console = try marked()
        console.press(.character("r"))
        console.lookAndPress(.character("y"))
        let first = try #require(sent(console))
        console.receive(.performed(first, .failure(APIError(.unreachable, "connection refused"))))
        let second = try #require(sent(console))
        console.receive(.performed(second, .success("done")))
        #expect(console.text.contains("connection refused"))
        console.lookAndPress(.character("r"))
        #expect(sent(console) == first)
        console.receive(.performed(first, .success("done")))
        #expect(dialog(console)?.failures.isEmpty == true)
        console.press(.enter)
        #expect(console.state.overlay == nil)
    }

    @Test func `halting sends nothing more and leaves what was sent`() throws {
        var console = try marked()
        console.press(.character("r"))
        console.lookAndPress(.character("y"))
        let first = try #require(sent(console))
        console.press(.escape)
        console.receive(.performed(first, .success("done")))
        #expect(sent(console) == nil)
        #expect(console.text.contains("1 of 2 done, 1 not sent"))
    }

    @Test func `marks go with their rows and are taken off`() throws {
        var console = try marked()
        #expect(console.state.page?.children?.marks == ["127", "126"])
        #expect(console.text.contains("2 marked"))
        console.press(.character("u"))
        #expect(console.state.page?.children?.marks.isEmpty == true)
    }

    @Test func `none that can be acted on is said, not planned`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .character(" "), .character("r"))
        #expect(console.state.overlay == nil)
        #expect(console.state.notice?.text.contains("none of the 1 marked") == true)
    }

    @Test func `many are deleted only after their number was typed`() throws {
        var console = try ConsoleFixture()
        console.press(.character(" "), .character(" "), .character("D"))
        guard case .confirm(let dialog)? = console.state.overlay else {
            Issue.record("no plan")
            return
        }
        #expect(dialog.expected == "2")
        console.lookAndPress(.character("y"), .enter)
        #expect(sent(console) == nil)
    }
}
