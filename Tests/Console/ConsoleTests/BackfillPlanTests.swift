import PipelineAPI
import Testing

@testable import Console

@Suite struct BackfillPlanTests {
    private func times(
        _ from: String,
        _ to: String,
        _ every: String,
        atMost: Int = 1000
    ) throws(APIError) -> [String] {
        let format = try TimeFormat("yyyy-MM-dd HH:mm")
        return try BackfillRange(from: from, to: to, every: every, atMost: atMost).times
            .map { format.text(of: $0) }
    }

    @Test func `both ends are included, over the end of a month and a leap day`() throws {
        #expect(
            try times("2028-02-28", "2028-03-01", "1d")
                == ["2028-02-28 00:00", "2028-02-29 00:00", "2028-03-01 00:00"]
        )
        #expect(try times("2026-11-01", "2026-11-02", "1d").count == 2)
        #expect(try times("2026-11-01", "2026-11-30", "1w").count == 5)
    }

    @Test func `every hour of a day is a step, also where the clocks change`() throws {
        #expect(try times("2026-10-25T00", "2026-10-25 23:00", "1h").count == 24)
        #expect(
            try times("2026-10-25T05:30", "2026-10-25T06:30", "30m").last == "2026-10-25 06:30"
        )
    }

    @Test func `a step that goes past the end is left out`() throws {
        #expect(try times("2026-11-01", "2026-11-06", "2d").last == "2026-11-05 00:00")
    }

    @Test(
        arguments: [
            ("2026-02-30", "2026-03-01", "1d", "from '2026-02-30' is no time"),
            ("2026-11-01", "tomorrow", "1d", "to 'tomorrow' is no time"),
            ("2026-11-02", "2026-11-01", "1d", "is after"),
            ("2026-11-01", "2026-11-02", "day", "every 'day' is not understood"),
            ("2026-11-01", "2026-11-02", "0h", "every '0h' is not understood"),
            ("2026-11-01T25", "2026-11-02", "1h", "is no time"),
            ("2020-01-01", "2026-11-02", "1h", "more than 1000"),
        ]
    )
    func `what cannot be meant is refused with its value`(
        _ from: String,
        _ to: String,
        _ every: String,
        _ reason: String
    ) {
        let error = #expect(throws: APIError.self) { try times(from, to, every) }
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }

    private func plan(
        _ parameters: [String: String],
        scheduler: SchedulerType = .manual,
        params: [JobParameter]? = [
            JobParameter(name: "day", default: "2026-11-20"),
            JobParameter(name: "city", default: "nb"),
        ]
    ) throws -> BackfillPlan {
        var job = try #require(try Samples.jobs().first { $0.name == "idle" })
        job.params = params
        job.scheduler = JobScheduler(type: scheduler)
        let choice = BackfillChoice(
            job: "idle",
            from: "2026-11-01",
            to: "2026-11-02",
            every: "12h",
            parameters: parameters,
            goesOn: false
        )
        return try BackfillPlan(choice, of: job)
    }

    @Test func `values are those of the time of the step, and other texts stay`() throws {
        let plan = try plan(["day": "yyyyMMdd'T'HH", "city": "hz"])
        #expect(
            plan.steps.map { $0.values["day"] ?? "" }
                == ["20261101T00", "20261101T12", "20261102T00"]
        )
        #expect(plan.steps.allSatisfy { $0.values["city"] == "hz" })
        #expect(plan.steps[1].time == "2026-11-01 12:00")
        #expect(plan.call(of: 0).contains("20261101T00"))
    }

    @Test(
        arguments: [
            (["dya": "yyyy"], "did you mean 'day'?"), (["city": "hz"], "depends on the time"),
            (["day": "middle"], "other letters stand between single quotes"),
            (["day": "'yyyy'"], "depends on the time"), ([:], "such as day=yyyy-MM-dd"),
        ]
    )
    func `parameters that cannot be meant are refused`(
        _ parameters: [String: String],
        _ reason: String
    ) {
        let error = #expect(throws: APIError.self) { try plan(parameters) }
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }

    @Test func `only a manual job with parameters is started so`() {
        let timed = #expect(throws: APIError.self) {
            try plan(["day": "yyyy"], scheduler: .depend)
        }
        #expect(timed?.message.contains("only a manual job") == true)
        let bare = #expect(throws: APIError.self) { try plan([:], params: nil) }
        #expect(bare?.message.contains("no parameters") == true)
    }

    @Test(arguments: [
        ("2026-11-20", "yyyy-MM-dd"), ("20261120", "yyyyMMdd"),
        ("2026-11-20T05", "yyyy-MM-dd'T'HH"), ("nb", nil), ("12", nil),
    ])
    func `a default that looks like a time suggests its format`(_ value: String, _ format: String?)
    {
        #expect(ParameterTemplate.guess(from: value) == format)
    }
}
