import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct EditingTests {
    private let idle = ResourceAddress(.jobs, .root, "idle")

    /// A draft of the job `idle` as the editor left it.
    private var draft: EditDraft {
        var draft = EditDraft(kind: .jobs, address: idle, scope: .root)
        draft.original = "a: 1\nb: 2\n"
        draft.text = "a: 1\nb: 3\nc: 4\n"
        return draft
    }

    private func editing() throws -> ConsoleFixture {
        var console = try ConsoleFixture()
        console.select(job: "idle")
        console.press(.character("e"))
        return console
    }

    @Test func `what is selected is edited`() throws {
        let console = try editing()
        let draft = EditDraft(kind: .jobs, address: idle, scope: .root)
        #expect(console.effects == [.edit(draft)])
    }

    @Test func `a new item begins with its kind's template`() throws {
        var console = try ConsoleFixture()
        console.press(.character("1"), .character("n"))
        guard case .task(.edit(let draft))? = console.effects.first else {
            Issue.record("nothing is edited")
            return
        }
        #expect(draft.address == nil && draft.text.contains("name: access_log"))
    }

    @Test func `what was changed is shown before it is sent, and no is the default`() throws {
        var console = try editing()
        console.receive(.edited(draft, .ready(preview: "PUT /v2/jobs/idle {}")))
        for text in ["Change job 'idle'?", "- b: 2", "+ b: 3", "+ c: 4", "PUT /v2/jobs/idle"] {
            #expect(console.text.contains(text), "\(text)")
        }
        #expect(!console.text.contains("- a: 1"))
        console.lookAndPress(.enter)
        #expect(console.effects.isEmpty && console.state.changes.keptDraft == draft)
    }

    @Test func `a draft that was not sent is gone on with`() throws {
        var console = try editing()
        console.receive(.edited(draft, .ready(preview: "")))
        console.press(.escape, .character("e"))
        #expect(console.effects == [.edit(draft)])
    }

    @Test func `a draft of another item takes the place of none`() throws {
        var console = try editing()
        console.receive(.edited(draft, .ready(preview: "")))
        console.press(.escape)
        let address = ResourceAddress(.jobs, .root, "another")
        var other = EditDraft(kind: .jobs, address: address, scope: .root)
        other.text = "a: 5\n"
        console.receive(.edited(other, .ready(preview: "")))
        #expect(console.state.unsentDrafts == [draft, other])
        console.press(.escape, .character("e"))
        #expect(console.effects == [.edit(draft)])
        console.receive(.submitted(draft, .success("changed 'idle'")))
        #expect(console.state.unsentDrafts == [other])
    }

    @Test func `yes sends it once, and its list is asked for again`() throws {
        var console = try editing()
        console.receive(.edited(draft, .ready(preview: "")))
        console.lookAndPress(.character("y"))
        #expect(console.effects == [.submit(draft)])
        console.receive(.submitted(draft, .success("changed 'idle'")))
        #expect(console.state.notice?.text == "changed 'idle'")
        #expect(console.effects.last == .refresh([.list(idle.list), .detail(idle)]))
        #expect(console.state.changes.keptDraft == nil)
    }

    @Test func `a refused document is opened again with the reason on top and nothing lost`() throws
    {
        var console = try editing()
        let error = APIError(.invalidJobSQL, "near 'FORM'")
        console.receive(.submitted(draft, .failure(error)))
        guard case .task(.edit(let again))? = console.effects.last else {
            Issue.record("it is not opened again")
            return
        }
        #expect(again.shownText.hasPrefix("#! E18618: near 'FORM'\na: 1\n"))
        #expect(EditDraft.withoutProblem(again.shownText) == draft.text)
    }

    @Test func `left as it was, a refused document is kept and not opened for ever`() throws {
        var console = try editing()
        var refused = draft
        refused.problem = "near 'FORM'"
        console.receive(.edited(refused, .unchanged))
        #expect(console.effects.isEmpty && console.state.changes.keptDraft == refused)
    }

    @Test func `a read-only profile edits nothing, and runs cannot be edited`() throws {
        var locked = try ConsoleFixture(writable: .never)
        locked.press(.character("e"))
        #expect(locked.effects.isEmpty && locked.state.notice?.isError == true)
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.enter, .character("e"))
        #expect(console.state.notice?.text == "a run cannot be edited")
    }

    @Test func `the keys of documents are offered where there are documents`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        #expect(console.text.contains("e edit") && console.text.contains("n new"))
        console.press(.enter)
        #expect(!console.text.contains("e edit"))
    }

    @Test func `a round asks for the item, checks what was written and says the request`()
        async throws
    {
        let round = EditRound(
            api: OneVariable(),
            parse: { text throws(APIError) in
                guard text.contains("value: b") else { throw APIError(.malformedBody, "no YAML") }
                return ["type": "string", "value": "b"]
            },
            edit: { text async throws(APIError) in text.replacing("value: a", with: "value: b") }
        )
        let address = ResourceAddress(.variables, .root, "v")
        let (draft, outcome) = await round.run(
            EditDraft(kind: .variables, address: address, scope: .root)
        )
        #expect(draft.original.contains("value: a") && draft.text.contains("value: b"))
        #expect(
            outcome
                == .ready(preview: #"PUT /v2/variables/v {"type":"string","value":"b"}"#)
        )
        let (_, unchanged) = await round.run(draft)
        #expect(unchanged == .unchanged)
    }
}

private struct OneVariable: APICaller {
    func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        guard let answer = Variable(name: "v", type: .string, value: "a") as? Call.Output else {
            throw APIError(.notImplemented, Call.name)
        }
        return answer
    }
}
