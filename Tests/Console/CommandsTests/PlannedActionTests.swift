import Console
import PipelineAPI
import Testing

@testable import Commands

@Suite struct PlannedActionTests {
    private func run(_ status: RunStatus) -> Row {
        let run = Run(runId: 7, batchTime: Timestamp(text: "?"), status: status)
        return Row(name: "7", item: AnyItem(run))
    }

    private func planned(
        _ id: ActionID,
        on row: Row,
        of kind: ResourceID = .runs,
        values: [String: String] = [:]
    ) throws -> PlannedAction {
        try PlannedAction(
            id,
            of: Samples.kind(kind),
            on: row,
            in: .job("daily"),
            values: values
        )
    }

    @Test func `an action is planned with the request that is sent`() throws {
        let planned = try planned(.rerun, on: run(.failed))
        #expect(planned.request.what.english == "Rerun run 7 of 'daily'")
        #expect(planned.plan.call.hasPrefix("POST /v2/batch/actions/rerun "))
        let lines = planned.plan.lines(painter: .plain)
        #expect(lines.first == "Rerun run 7 of 'daily'?" && lines.count == 4)
        #expect(lines.last == "  " + planned.plan.call)
    }

    @Test func `what the state of the item does not allow is refused with why`() throws {
        let failure = try #require(throws: CommandFailure.self) {
            try planned(.rerun, on: run(.running))
        }
        #expect(failure.reason == .refused)
        #expect(
            failure.lines == [
                "Rerun run 7 of 'daily' is not possible: the run is Running: stop it first"
            ]
        )
    }

    @Test func `a word that a kind does not know is answered with those it knows`() throws {
        let repo = Row(name: "x", item: AnyItem(RepoSummary(name: "x", region: "nb")))
        let failure = try #require(throws: CommandFailure.self) {
            try planned(.rerun, on: repo, of: .repos)
        }
        #expect(failure.lines == ["repos know no 'rerun': they know delete"])
        #expect(throws: CommandFailure.self) { try planned(.start, on: repo, of: .points) }
    }

    @Test func `a value for what is no parameter is refused`() throws {
        let failure = try #require(throws: CommandFailure.self) {
            try planned(.rerun, on: run(.failed), values: ["b": "1", "a": "2"])
        }
        #expect(failure.reason == .usage)
        #expect(failure.lines == ["'a' is no parameter of 7 of 'daily': it has none"])
    }

    @Test func `the parameter that was meant is named, or all that the job has`() throws {
        var job = Samples.job("daily")
        job.params = [
            JobParameter(name: "day", default: "today"), JobParameter(name: "size", default: "1"),
        ]
        let row = Row(name: "daily", item: AnyItem(job))
        for (name, hint) in [("dya", "did you mean 'day'?"), ("zone", "it has day, size")] {
            let failure = try #require(throws: CommandFailure.self) {
                try PlannedAction(
                    .start,
                    of: Samples.kind(.jobs),
                    on: row,
                    in: .root,
                    values: [name: "1"]
                )
            }
            #expect(failure.lines == ["'\(name)' is no parameter of 'daily': \(hint)"])
        }
    }
}
