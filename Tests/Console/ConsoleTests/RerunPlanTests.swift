import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct RerunPlanTests {
    private let world = RerunWorld()

    private func names(_ plan: RerunPlan) -> [String] {
        plan.steps.map { step in
            let after = step.after.map(String.init).joined(separator: ",")
            return "\(step.job)/\(step.run.map { String($0.runId) } ?? "-") \(after)"
        }
    }

    @Test func `depend jobs come in the order of the lineage, at the batch time of the run`() {
        let plan = world.plan([("raw", 1)])
        #expect(
            names(plan) == ["raw/1 ", "clean/1 0", "daily/1 1", "hourly/1 1", "report/1 2,3"]
        )
        #expect(plan.chosen == 1)
    }

    @Test func `what does not depend on it stays, jobs with a schedule of their own too`() {
        #expect(names(world.plan([("hourly", 2)])) == ["hourly/2 ", "report/2 0"])
        #expect(names(world.plan([("weekly", 1)])) == ["weekly/1 "])
    }

    @Test func `a run that is missing is made by the service`() {
        let plan = world.plan([("daily", 2)], missing: ["report"])
        #expect(names(plan) == ["daily/2 ", "report/- 0"])
        #expect(plan.lines.last?.english.contains("which the service makes, after 1") == true)
        #expect(
            ChangePlan.rerun(plan).title.english == "Rerun run 2 of 'daily' and 1 run downstream?"
        )
    }

    @Test func `many chosen runs are one plan, each once, the earliest batch time first`() {
        let plan = world.plan([("report", 2), ("clean", 1), ("daily", 1), ("clean", 1)])
        #expect(
            names(plan) == ["clean/1 ", "hourly/1 0", "daily/1 0", "report/1 1,2", "report/2 "]
        )
        #expect(plan.title.english == "Rerun 3 runs and 2 runs downstream")
    }

    @Test func `of several runs of one batch time the newest is taken`() {
        var second = world.run(7, batch: 1)
        second.status = .failed
        let plan = RerunPlan(
            chosen: [("hourly", world.run(1, batch: 1))],
            jobs: RerunWorld.jobs,
            histories: ["report": [world.run(1, batch: 1), second]]
        )
        #expect(names(plan) == ["hourly/1 ", "report/7 0"])
    }

    @Test func `a chosen run of a scheduled job waits for the results it reads`() {
        let plan = world.plan([("weekly", 2), ("raw", 1), ("raw", 2)])
        let weekly = plan.steps.firstIndex { $0.job == "weekly" }
        let clean = plan.steps.firstIndex { $0.job == "clean" && $0.run?.runId == 2 }
        #expect(weekly.map { plan.steps[$0].after } == clean.map { [$0] })
        #expect(plan.isOrdered && plan.steps.count == 11)
        // What was due later is not what it read.
        let early = world.plan([("weekly", 1), ("clean", 2)])
        #expect(early.steps.first { $0.job == "weekly" }?.after == [])
    }

    @Test func `the steps are a tree, each below the last it waits for`() {
        let rows = RerunTree(world.plan([("raw", 1), ("weekly", 1)])).rows
        let plan = world.plan([("raw", 1), ("weekly", 1)])
        let shown = rows.map { $0.prefix(.unicode) + plan.steps[$0.step].job }
        #expect(
            shown == ["raw", "└ clean", "  ├ daily", "  ├ hourly", "  │ └ report", "  └ weekly"],
            "\(shown)"
        )
    }

    @Test func `a circle ends`() {
        let jobs = [
            RerunWorld.job("a", reading: ["b"]), RerunWorld.job("b", reading: ["a", "b"]),
        ]
        let plan = RerunPlan(chosen: [("a", world.run(1, batch: 1))], jobs: jobs, histories: [:])
        #expect(names(plan) == ["a/1 ", "b/- 0"])
    }

    @Test func `every text of a plan and its progress has its Chinese`() {
        let localizer = Localizer(.chinese, marksMissing: true)
        let plan = world.plan([("raw", 1)], missing: ["report"])
        var progress = RerunProgress(plan)
        let states: [RerunProgress.State] = [
            .waiting, .checking, .sending(world.run(1, batch: 1)), .unsure(world.run(1, batch: 1)),
            .expected, .succeeded,
            .failed("Failed"), .notRun(because: 0), .notSent, .leftRunning,
            .running(before: nil),
        ]
        let many = world.plan([("raw", 1), ("raw", 2)])
        var texts = ChangePlan.rerun(plan).consequences + [plan.title, many.title]
        texts += ChangePlan.rerun(world.plan([("weekly", 1)])).consequences
        for state in states {
            progress.entries[1].state = state
            texts += [progress.text(of: 1), progress.text(of: 2), progress.summary]
        }
        for text in texts { #expect(!localizer(text).contains("⟦"), "\(text.english)") }
    }
}
