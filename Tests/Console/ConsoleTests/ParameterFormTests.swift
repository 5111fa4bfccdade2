import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ParameterFormTests {
    private func fixture() throws -> ConsoleFixture {
        var console = try ConsoleFixture()
        var jobs = try Samples.jobs()
        let index = try #require(jobs.firstIndex { $0.name == "idle" })
        jobs[index].params = [
            JobParameter(name: "day", default: "2026-11-20"),
            JobParameter(name: "city", default: "上海"),
        ]
        console.answer(.jobs, .root, jobs) { $0.name ?? "" }
        console.select(job: "idle")
        return console
    }

    @Test func `a job with parameters asks for them with their defaults`() throws {
        var console = try fixture()
        console.press(.character("S"))
        #expect(console.text.contains("2026-11-20") && console.text.contains("上海"))
        console.press(.enter, .control("u"))
        console.type("北京")
        console.press(.enter)
        guard case .confirm(let dialog)? = console.state.overlay else {
            Issue.record("no plan")
            return
        }
        #expect(dialog.plan.consequences.map(\.english).contains("city = 北京"))
        #expect(dialog.plan.call.contains("POST /v2/jobs/idle/actions/start"))
        #expect(dialog.plan.call.contains("北京") && dialog.plan.call.contains("2026-11-20"))
        console.lookAndPress(.character("y"))
        guard case .task(.perform(let request, _))? = console.effects.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(request.values == ["day": "2026-11-20", "city": "北京"])
    }

    @Test func `Esc leaves a form and nothing is sent`() throws {
        var console = try fixture()
        console.press(.character("S"), .escape)
        #expect(console.state.overlay == nil && console.effects.isEmpty)
    }

    @Test func `pasted text fills a field as one line`() throws {
        var console = try fixture()
        console.press(.character("S"), .control("u"))
        console.receive(.terminal(.paste("2026-\n11-21\r\n")))
        guard case .form(let form)? = console.state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.values["day"] == "2026-11-21")
    }
}
