import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Testing

@Suite struct DownstreamRerunTests {
    /// Drives a console with a job that depends on `broken` and has run at the same batch time.
    private func run(_ body: (ConsoleDriver) async throws -> Void) async throws {
        try await ConsoleDriver.run { options in
            options.prepare = { driver in
                await driver.pipeline.addDependJob("report", on: "broken")
                try await driver.pipeline.addRun(of: "report", .successful, hoursAgo: 9)
            }
        } _: { driver in
            try await body(driver)
        }
    }

    /// Opens the plan of the failed run with all that is downstream of it.
    private func plan(_ driver: ConsoleDriver) async throws {
        try await driver.after(.seconds(2)).press("r")
            .expect("Rerun run 1 of 'broken'?", "Ctrl-D takes the runs downstream along")
            .press("Ctrl-D").after(.seconds(1))
            .expect(
                "Rerun run 1 of 'broken' and 1 run downstream?",
                "1. run 1 of 'broken' (Failed)",
                "2. run 1 of 'report' (Successful), after 1"
            )
    }

    private func sent(_ driver: ConsoleDriver) -> Int {
        driver.service.count(of: RerunBatch.self)
    }

    @Test func `the runs downstream run again, each when its upstream has succeeded`() async throws
    {
        try await run { driver in
            try await plan(driver)
            #expect(sent(driver) == 0)
            try await driver.confirm().after(.seconds(5))
                .expect("0 of 2 succeeded", "Restarting", "waits for run 1 of 'broken'")
            #expect(sent(driver) == 1)
            await driver.pipeline.endRun(of: "broken", .successful)
            try await driver.after(.seconds(5)).expect("1 of 2 succeeded")
            #expect(sent(driver) == 2)
            await driver.pipeline.endRun(of: "report", .successful)
            try await driver.after(.seconds(5)).expect("2 of 2 succeeded", "Enter closes")
            #expect(sent(driver) == 2)
            let audit = driver.host.audit.map(\.what)
            #expect(audit == ["Rerun run 1 of 'broken'", "Rerun run 1 of 'report'"])
        }
    }

    @Test func `where the upstream fails again, nothing downstream is run`() async throws {
        try await run { driver in
            try await plan(driver)
            try await driver.confirm().after(.seconds(2))
            await driver.pipeline.endRun(of: "broken", .failed, message: "no column 'prize'")
            try await driver.after(.seconds(5)).expect(
                "0 of 2 succeeded, 1 failed, 1 not run",
                "Failed: no column 'prize'",
                "not run, since run 1 of 'broken' has not"
            )
            #expect(sent(driver) == 1)
        }
    }

    @Test func `a lost answer is settled by the history, and nothing is sent twice`() async throws {
        try await run { driver in
            try await plan(driver)
            driver.service.loseAnswers(to: RerunBatch.self)
            try await driver.confirm().after(.seconds(20)).expect("Restarting")
            #expect(sent(driver) == 1)
            #expect(driver.host.audit.map(\.isRefused) == [false])
            #expect(driver.host.audit.first?.outcome.contains("the answer was lost") == true)
        }
    }

    @Test func `it goes on while its progress is hidden, and is told in the end`() async throws {
        try await run { driver in
            try await plan(driver)
            try await driver.confirm().after(.seconds(2)).press(.escape)
                .expectNot("of 2 succeeded")
            await driver.pipeline.endRun(of: "broken", .successful)
            try await driver.after(.seconds(5))
            await driver.pipeline.endRun(of: "report", .successful)
            try await driver.after(.seconds(5)).expect("2 of 2 succeeded")
        }
    }

    @Test func `s halts: nothing more is sent, what runs goes on`() async throws {
        try await run { driver in
            try await plan(driver)
            try await driver.confirm().after(.seconds(2)).press("s").after(.seconds(2))
                .expect("0 of 2 succeeded, 1 not sent, 1 go on")
            await driver.pipeline.endRun(of: "broken", .successful)
            try await driver.after(.seconds(20))
            #expect(sent(driver) == 1)
        }
    }

    @Test func `requests are five a second at most`() async throws {
        try await run { driver in
            try await plan(driver)
            let before = driver.service.requests.count { $0.contains("runId=1") }
            try await driver.confirm().after(.milliseconds(990))
            let asked = driver.service.requests.count { $0.contains("runId=1") }
            #expect(asked - before + sent(driver) <= 5)
        }
    }

    @Test func `where no job depends on it, nothing is offered`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("r").expectNot("downstream along")
                .press("Ctrl-D").after(.seconds(1)).expect("Rerun run 1 of 'broken'?")
        }
    }
}
