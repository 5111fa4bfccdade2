import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ChangePlanTests {
    private let run = ResourceAddress(.runs, .job("broken"), "7")
    private let idle = ResourceAddress(.jobs, .root, "idle")

    private func delete(_ name: String) -> ActionRequest {
        ActionRequest(kind: .repos, id: .delete, address: ResourceAddress(.repos, .root, name))
    }

    @Test func `an action's plan is its consequences, what was filled in, and its own request`()
        throws
    {
        var request = ActionRequest(kind: .jobs, id: .start, address: idle)
        request.values = ["day": "2026-11-20", "city": "北京"]
        let job = try #require(try Samples.jobs().first { $0.name == "idle" })
        let plan = try #require(ChangePlan.action(request, on: AnyItem(job)))
        #expect(plan.title.english == "Start job 'idle'?")
        #expect(
            plan.consequences.map(\.english) == [
                "A new run of 'idle' begins at once.", "city = 北京", "day = 2026-11-20",
            ]
        )
        #expect(plan.call == request.action?.preview(for: request))
        #expect(plan.times == 1 && plan.typedName == nil && plan.difference.isEmpty)
    }

    @Test func `what cannot be undone is typed: a name, of many their number`() throws {
        let item = AnyItem(Samples.repos[1])
        #expect(ChangePlan.action(delete("orders"), on: item)?.typedName == "orders")
        let two = [delete("orders"), delete("access_log")]
        let plan = try #require(ChangePlan.bulk(two, skipped: ["pv_1m: no"]))
        #expect(plan.title.english == "Delete 2 repos?" && plan.times == 2)
        #expect(plan.typedName == "2")
        #expect(plan.consequences.last?.english == "left out: pv_1m: no")
        let rerun = ActionRequest(kind: .runs, id: .rerun, address: run)
        #expect(ChangePlan.bulk([rerun], skipped: [])?.typedName == nil)
        #expect(ChangePlan.bulk([], skipped: []) == nil)
    }

    @Test func `a changed document is its difference, one from a file that is new its request`() {
        var draft = EditDraft(kind: .jobs, address: idle, scope: .root)
        draft.original = "a: 1\nb: 2\n"
        draft.text = "a: 1\nb: 3\n"
        let change = ChangePlan.document(draft, call: "PUT /v2/jobs/idle")
        #expect(change.title.english == "Change job 'idle'?")
        #expect(change.difference.map(\.text) == ["- b: 2", "+ b: 3"])

        var new = EditDraft(kind: .jobs, address: nil, scope: .root)
        new.text = "name: idle\n"
        #expect(ChangePlan.document(new, call: "").title.english == "Create a job?")
        let created = ChangePlan.document(new, call: "POST /v2/jobs/idle", creating: idle)
        #expect(created.title.english == "Create job 'idle'?" && created.difference.isEmpty)
    }

    @Test(arguments: [
        (Identity.Writable.always, false, nil as String?, nil as String?),
        (.always, false, "orders", "orders"), (.ask, false, "orders", "orders"),
        (.ask, true, nil, "prod"), (.always, true, "orders", "prod"),
    ])
    func `a dialog always asks, for what the profile or the change wants typed`(
        _ writable: Identity.Writable,
        _ byName: Bool,
        _ typedName: String?,
        _ expected: String?
    ) {
        let consent = ConsentRules(window: .open).consent(
            on: identity(writable, byName: byName),
            typedName: typedName
        )
        #expect(consent == .ask(expected: expected))
    }

    @Test func `a dialog on a read-only profile or behind a closed window is refused`() {
        let rules = ConsentRules(window: .closed)
        #expect(rules.consent(on: identity(.always)) == .ask(expected: nil))
        #expect(
            rules.refusal(on: identity(.ask))?.english
                == "profile 'prod' is locked: W opens it for ten minutes"
        )
        for window in [ConsentRules.Window.open, .closed] {
            let refusal = ConsentRules(window: window).refusal(on: identity(.never))
            #expect(refusal?.english.contains("read-only") == true)
        }
    }

    private func identity(_ writable: Identity.Writable, byName: Bool = false) -> Identity {
        Identity(
            profile: "prod",
            region: "nb",
            endpoint: "http://x",
            writable: writable,
            confirmsByName: byName
        )
    }
}
