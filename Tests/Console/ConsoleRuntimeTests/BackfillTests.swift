import Console
import ConsoleDriver
import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@Suite struct BackfillTests {
    /// Drives a console with a manual job that has a parameter for its day.
    private func run(
        _ change: (inout ConsoleDriver.Options) -> Void = { _ in },
        _ body: (ConsoleDriver) async throws -> Void
    ) async throws {
        try await ConsoleDriver.run { options in
            options.prepare = { driver in
                let day = JobParameter(name: "day", default: "2026-11-20")
                try await driver.pipeline.addJob("fill", crontab: nil, params: [day])
            }
            change(&options)
        } _: { driver in
            try await body(driver)
        }
    }

    private func sent(_ driver: ConsoleDriver) -> Int {
        driver.service.count(of: StartJob.self)
    }

    private func open(_ driver: ConsoleDriver) async throws {
        try await driver.after(.seconds(5)).press("4", "/").type("fill").press(.enter).press("B")
    }

    /// Opens the plan for the days from the 18th to the 20th.
    private func plan(_ driver: ConsoleDriver, after failure: String = "halt") async throws {
        try await open(driver)
        try await fill(driver, after: failure)
    }

    private func fill(_ driver: ConsoleDriver, after failure: String = "halt") async throws {
        try await driver.press("Ctrl-U").type("2026-11-18").press(.enter, .enter, .enter)
            .press("Ctrl-U").type(failure).press(.enter, .enter)
    }

    private func begin(_ driver: ConsoleDriver, after failure: String = "halt") async throws {
        try await plan(driver, after: failure)
        try await driver.confirm().after(.seconds(2))
    }

    private func end(
        _ driver: ConsoleDriver,
        _ status: RunStatus = .successful,
        message: String = "42 rows"
    ) async throws {
        await driver.pipeline.completeRun(of: "fill", status, seconds: 60, message: message)
        try await driver.after(.seconds(5))
    }

    @Test func `a manual job is started for each day, each when the one before has ended`()
        async throws
    {
        try await run { driver in
            try await open(driver)
            try await driver.expect("Start 'fill' for each step of a range", "yyyy-MM-dd")
            try await fill(driver)
            try await driver.expect(
                "Start 'fill' 3 times, every 1d?",
                "2026-11-18: day=2026-11-18",
                "2026-11-20: day=2026-11-20",
                "A run that has failed halts it."
            )
            try await driver.confirm().after(.seconds(30)).expect("0 of 3 succeeded")
            #expect(sent(driver) == 1)
            try await end(driver)
            #expect(sent(driver) == 2)
            try await driver.expect("1 of 3 succeeded", "about 2m 00s left, 1m 00s a run so far")
            try await end(driver)
            try await end(driver)
            try await driver.expect(
                "3 of 3 succeeded",
                "2026-11-20  day=2026-11-20  3  1m 00s  42 rows"
            )
            .expect("42 rows")
            #expect(sent(driver) == 3 && driver.host.work(.backfill) == nil)
            let days = await driver.pipeline.parameters(of: "fill").compactMap { $0["day"] }
            #expect(days == ["2026-11-18", "2026-11-19", "2026-11-20"])
            #expect(driver.host.audit.map(\.what) == Array(repeating: "Start job 'fill'", count: 3))
        }
    }

    @Test func `a run that fails halts it, and B goes on where it was`() async throws {
        try await run { driver in
            try await begin(driver)
            try await end(driver)
            try await end(driver, .failed, message: "no column 'prize'")
            try await driver.after(.seconds(60))
                .expect("1 of 3 succeeded, 1 failed, 1 not sent", "Failed: no column 'prize'")
            #expect(sent(driver) == 2)
            try await driver.press(.escape).press("B").after(.seconds(1))
                .expect("a backfill of 3 runs: 1 done, 1 failed; go on?").confirm().after(
                    .seconds(3)
                )
            #expect(sent(driver) == 3)
            try await end(driver)
            try await end(driver)
            try await driver.expect("3 of 3 succeeded")
            let days = await driver.pipeline.parameters(of: "fill").compactMap { $0["day"] }
            #expect(days == ["2026-11-18", "2026-11-19", "2026-11-19", "2026-11-20"])
        }
    }

    @Test func `it goes on after a failure where that is asked for`() async throws {
        try await run { driver in
            try await begin(driver, after: "go on")
            try await end(driver, .failed)
            #expect(sent(driver) == 2)
            try await end(driver)
            try await end(driver)
            try await driver.expect("2 of 3 succeeded, 1 failed")
            #expect(driver.host.work(.backfill) == nil)
        }
    }

    @Test func `a start whose answer is lost is looked for, and sent once`() async throws {
        try await run { driver in
            driver.service.loseAnswers(to: StartJob.self)
            try await begin(driver)
            try await driver.after(.seconds(30)).expect("0 of 3 succeeded", "Ready")
            #expect(sent(driver) == 1)
            #expect(
                driver.host.audit.map(\.outcome) == [
                    "the answer was lost; run 1 of 'fill' was made"
                ]
            )
        }
    }

    @Test func `a start that did not arrive is sent again once the history shows that`()
        async throws
    {
        try await run { driver in
            driver.service.loseRequests(of: StartJob.self)
            try await begin(driver)
            #expect(sent(driver) == 1)
            driver.service.answer(StartJob.self)
            try await driver.after(.seconds(5)).expect("Ready")
            #expect(sent(driver) == 2)
            #expect(await driver.pipeline.parameters(of: "fill").count == 1)
        }
    }

    @Test func `a run of somebody else is waited for, and not taken for its own`() async throws {
        try await run { driver in
            _ = try await driver.service.send(StartJob(job: JobName("fill")))
            try await begin(driver)
            try await driver.after(.seconds(20)).expect("waits for the run that is under way")
            #expect(sent(driver) == 1)
            try await end(driver)
            #expect(sent(driver) == 2)
            try await driver.expect("0 of 3 succeeded")
        }
    }

    @Test func `it goes on while it is hidden, and halts when asked`() async throws {
        try await run { driver in
            try await begin(driver)
            try await driver.press(.escape).expect("backfill 0/3")
            try await end(driver)
            try await driver.expect("backfill 1/3").press("B").expect("1 of 3 succeeded")
                .press("s").after(.seconds(2)).expect("1 of 3 succeeded, 1 not sent, 1 go on")
            #expect(sent(driver) == 2 && driver.host.work(.backfill) != nil)
        }
    }

    @Test func `a lost session is found by the next, and no start is sent twice`() async throws {
        var kept: Data?
        try await run { driver in
            driver.service.loseAnswers(to: StartJob.self)
            try await plan(driver)
            try await driver.confirm().after(.milliseconds(700))
            kept = driver.host.work(.backfill)
            #expect(sent(driver) == 1)
        }
        let left = try #require(kept)
        try await run { options in
            let prepare = options.prepare
            options.prepare = { driver in
                try await prepare(driver)
                // The start whose answer was lost has made its run.
                let day = StartJob.Parameter(name: "day", value: "2026-11-18")
                _ = try await driver.service.send(StartJob(job: JobName("fill"), parameters: [day]))
                driver.host.leave(left, of: .backfill)
            }
        } _: { driver in
            try await driver.after(.seconds(1))
                .expect("a backfill of 3 runs: 0 done; go on?", "then 2 more").confirm()
                .after(.seconds(10)).expect("0 of 3 succeeded")
            #expect(sent(driver) == 1)
            for _ in 1...3 { try await end(driver) }
            try await driver.expect("3 of 3 succeeded")
            let days = await driver.pipeline.parameters(of: "fill").compactMap { $0["day"] }
            #expect(days == ["2026-11-18", "2026-11-19", "2026-11-20"])
        }
    }

    @Test func `what cannot be meant keeps the form open`() async throws {
        try await run { driver in
            try await open(driver)
            try await driver.press("Ctrl-U").type("2026-02-30")
                .press(.enter, .enter, .enter, .enter, .enter)
                .expect("from '2026-02-30' is no time", "for each step of a range")
            #expect(sent(driver) == 0)
        }
    }

    @Test func `a job that runs by itself, or has no parameters, is refused`() async throws {
        try await run { driver in
            try await driver.after(.seconds(5)).press("B").expect(
                "'broken' runs by itself (0 3 * * *)"
            )
            .press("/").type("idle").press(.enter).press("B")
            .expect("'idle' has no parameters")
        }
    }

    @Test func `what cannot be kept is not sent`() async throws {
        try await run { driver in
            driver.host.breakWork(.backfill)
            try await begin(driver)
            try await driver.expect("nothing more is sent, since the disk is full")
            #expect(sent(driver) == 0)
        }
    }
}
