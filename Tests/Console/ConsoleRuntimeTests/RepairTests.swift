import Console
import ConsoleDriver
import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@Suite struct RepairTests {
    /// Drives a console where two jobs fail with the same error, and one of them has a job downstream.
    private func run(
        _ change: (inout ConsoleDriver.Options) -> Void = { _ in },
        _ body: (ConsoleDriver) async throws -> Void
    ) async throws {
        try await ConsoleDriver.run { options in
            options.prepare = { driver in
                await driver.pipeline.addDependJob("report", on: "broken")
                try await driver.pipeline.addRun(of: "report", .successful, hoursAgo: 9)
                try await driver.pipeline.addJob("wrong", crontab: "0 4 * * *")
                try await driver.pipeline.addRun(
                    of: "wrong",
                    .failed,
                    hoursAgo: 8,
                    message: "no column 'prize'"
                )
            }
            change(&options)
        } _: { driver in
            try await body(driver)
        }
    }

    private func sent(_ driver: ConsoleDriver) -> Int {
        driver.service.count(of: RerunBatch.self)
    }

    private func end(_ driver: ConsoleDriver, _ jobs: String...) async throws {
        for job in jobs {
            await driver.pipeline.endRun(of: job, .successful)
            try await driver.after(.seconds(5))
        }
    }

    @Test func `three keys repair all that fails, in the order of the lineage`() async throws {
        try await run { driver in
            try await driver.after(.seconds(5)).press("0", "A").after(.seconds(2))
                .expect(
                    "Rerun 2 runs and 1 run downstream?",
                    "run 1 of 'report' (Successful), after 1"
                )
            try await driver.confirm().after(.seconds(5))
                .expect("0 of 3 succeeded", "└ ◌ run 1 of 'report'", "repair 0/3")
            #expect(sent(driver) == 2)
            try await end(driver, "broken", "wrong", "report")
            try await driver.expect("3 of 3 succeeded").expectNot("repair 3/3")
            #expect(sent(driver) == 3)
            #expect(driver.host.work() == nil)
        }
    }

    @Test func `a job's failed run is repaired from its row, others are left alone`() async throws {
        try await run { driver in
            try await driver.after(.seconds(5)).press("4", "/").type("wrong").press(.enter)
                .press("A").after(.seconds(2))
                .expect("Rerun run 1 of 'wrong'?", "No job depends on it.")
        }
    }

    @Test func `what has not failed is not repaired`() async throws {
        try await run { driver in
            try await driver.after(.seconds(5)).press("4", "/").type("report").press(.enter)
                .press("A").after(.seconds(2))
                .expect("run 1 of 'report' is Successful: only what has failed is repaired")
        }
    }

    @Test func `it goes on while it is hidden, and A shows it again`() async throws {
        try await run { driver in
            try await driver.after(.seconds(5)).press("0", "A").after(.seconds(2)).confirm()
                .after(.seconds(5)).press(.escape).expect("repair 0/3")
                .expectNot("of 3 succeeded")
            try await end(driver, "broken")
            try await driver.expect("repair 1/3").press("A").expect("1 of 3 succeeded")
        }
    }

    @Test func `before a rerun is sent, the file says so`() async throws {
        try await run { driver in
            let gate = driver.service.hold(RerunBatch.self)
            try await driver.after(.seconds(5)).press("0", "A").after(.seconds(2)).confirm()
                .after(.seconds(2))
            let kept = try #require(driver.host.work())
            let text = String(decoding: kept, as: UTF8.self)
            #expect(sent(driver) == 1 && text.contains("\"sending\""))
            gate.open()
        }
    }

    @Test func `what cannot be kept is not sent`() async throws {
        try await run { driver in
            driver.host.breakWork()
            try await driver.after(.seconds(5)).press("0", "A").after(.seconds(2)).confirm()
                .after(.seconds(2)).expect("nothing more is sent, since the disk is full")
            #expect(sent(driver) == 0)
        }
    }

    @Test func `while another console is at it, nothing is sent`() async throws {
        try await run { driver in
            driver.host.occupyWork()
            try await driver.after(.seconds(5)).press("0", "A").after(.seconds(2)).confirm()
                .after(.seconds(2)).expect("another pandora is at it: wait")
            #expect(sent(driver) == 0)
        }
    }

    @Test func `a lost session is found by the next, and no rerun is sent twice`() async throws {
        var kept: Data?
        try await run { driver in
            driver.service.loseAnswers(to: RerunBatch.self)
            try await driver.after(.seconds(5)).press("0", "A").after(.seconds(2)).confirm()
                .after(.milliseconds(500))
            kept = driver.host.work()
            #expect(sent(driver) == 1)
        }
        let left = try #require(kept)
        try await run { options in
            let prepare = options.prepare
            options.prepare = { driver in
                try await prepare(driver)
                // The rerun whose answer was lost has begun.
                _ = try await driver.service.send(RerunBatch(job: JobName("broken"), runId: 1))
                driver.host.leave(left)
            }
        } _: { driver in
            try await driver.after(.seconds(1))
                .expect("a repair of 3 runs: 0 done; go on?", "Ctrl-D drops it").confirm()
                .after(.seconds(5)).expect("0 of 3 succeeded")
            try await end(driver, "broken", "wrong", "report")
            try await driver.expect("3 of 3 succeeded")
            let broken = driver.service.changes.count
            #expect(broken == 3, "\(driver.service.changes)")
        }
    }

    @Test func `what was left may be put off, and dropped`() async throws {
        var kept: Data?
        try await run { driver in
            try await driver.after(.seconds(5)).press("0", "A").after(.seconds(2)).confirm()
                .after(.seconds(2))
            kept = driver.host.work()
        }
        let left = try #require(kept)
        try await run { options in
            let prepare = options.prepare
            options.prepare = { driver in
                try await prepare(driver)
                driver.host.leave(left)
            }
        } _: { driver in
            try await driver.after(.seconds(5)).press("n").expectNot("go on?")
            #expect(driver.host.work() == left && sent(driver) == 0)
            try await driver.press("0", "A").after(.seconds(1)).expect("go on?").press("Ctrl-D")
                .expect("dropped a repair of 3 runs: 0 done")
            #expect(driver.host.work() == nil && sent(driver) == 0)
        }
    }

    @Test func `a profile that is read-only repairs nothing`() async throws {
        try await run { options in
            options.writable = .never
        } _: { driver in
            try await driver.after(.seconds(5)).press("0", "A").after(.seconds(2))
                .expect("profile 'local' is read-only")
        }
    }
}
