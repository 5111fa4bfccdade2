import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Testing

/// Answers of changes that are lost, before the change arrives or after.
@Suite struct LostAnswerTests {
    private func audit(_ driver: ConsoleDriver) -> [Bool] { driver.host.audit.map(\.isRefused) }

    @Test func `a rerun that arrived is found, and never sent again`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.loseAnswers(to: RerunBatch.self)
            try await driver.after(.seconds(2)).press("r").confirm()
                .expect("the answer to 'Rerun run 1 of 'broken'' was lost: asking what is true")
                .press("r").expect("was sent already")
                .after(.seconds(1))
                .expect("the answer was lost; run 1 of 'broken' runs again: it is Restarting")
            #expect(audit(driver) == [false])
            try await driver.after(.seconds(600)).expect("Restarting")
            #expect(driver.service.changes.count == 1)
        }
    }

    @Test func `a rerun that did not arrive is told, with the key that tries again`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.loseRequests(of: RerunBatch.self)
            try await driver.after(.seconds(2)).press("r").confirm().after(.seconds(2))
                .expectNot("did not reach the service").after(.seconds(1))
                .expect("Rerun run 1 of 'broken' did not reach the service", "press r to try again")
            #expect(audit(driver) == [true])
            driver.service.answer(RerunBatch.self)
            try await driver.press(.enter).press("r").confirm().expect("Restarting")
            #expect(driver.service.changes.count == 2)
        }
    }

    @Test func `where nothing is answered it is not known`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.loseAnswers(to: RerunBatch.self)
            try await driver.after(.seconds(2)).press("r").confirm()
            driver.service.goDown(APIError(.timedOut, "it did not answer in time"))
            try await driver.after(.seconds(31))
                .expect("whether 'Rerun run 1 of 'broken'' was done is not known", "in time")
                .expectNot("to try again")
            #expect(driver.service.changes.count == 1)
        }
    }

    @Test func `a question whose answer is lost too is asked again`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.loseAnswers(to: RerunBatch.self)
            try await driver.after(.seconds(2)).press("r").confirm()
            driver.service.goDown(APIError(.timedOut, "it did not answer in time"))
            try await driver.after(.seconds(4))
            driver.service.comeBack()
            try await driver.after(.seconds(4)).expect("runs again: it is Restarting")
            #expect(driver.service.changes.count == 1)
        }
    }

    /// Stops the run of `hourly_pv` that is under way.
    private func stop(_ driver: ConsoleDriver) async throws {
        try await driver.after(.seconds(2)).press(.down).after(.seconds(2)).press("s").confirm()
    }

    @Test func `a run that ends by itself is told as what it is`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.loseRequests(of: StopBatch.self)
            try await stop(driver)
            await driver.pipeline.endRun(of: "hourly_pv", .successful)
            try await driver.after(.seconds(1))
                .expect("run 4 of 'hourly_pv' had ended before it was stopped: it is Successful")
        }
    }

    @Test func `a stop is found by the run, whether it has ended or not`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.loseAnswers(to: StopBatch.self)
            try await stop(driver)
            try await driver.after(.seconds(1)).expect("run 4 of 'hourly_pv' is being stopped")
            #expect(driver.service.count(of: StopBatch.self) == 1)
        }
    }

    /// Starts `idle`, a job that nothing but a start runs.
    private func start(_ driver: ConsoleDriver) async throws {
        try await driver.after(.seconds(2)).press("/").type("idle").press(.enter)
            .after(.seconds(2)).press("S").confirm()
    }

    @Test func `a start is found by the run that it has made`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.loseAnswers(to: StartJob.self)
            try await start(driver)
            try await driver.after(.seconds(1)).expect("run 1 of 'idle' was made")
            #expect(driver.service.count(of: StartJob.self) == 1)
        }
    }

    @Test func `a start that made no run did not arrive`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.loseRequests(of: StartJob.self)
            try await start(driver)
            try await driver.after(.seconds(3))
                .expect("Start job 'idle' did not reach the service", "press S to try again")
        }
    }

    @Test func `what is deleted is gone from its list`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.loseAnswers(to: DeleteJob.self)
            try await driver.after(.seconds(2)).press("/").type("idle").press(.enter).press("D")
                .after(.seconds(1)).type("idle").press(.enter).after(.seconds(1))
                .expect("the answer was lost; 'idle' is deleted")
            #expect(driver.service.count(of: DeleteJob.self) == 1)
        }
    }

    @Test func `of many, those that did not arrive are tried again, those not known are not`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press(.down).after(.seconds(2)).press(.enter)
                .press("*", "r").expect("Rerun 3 runs")
            driver.service.loseRequests(of: RerunBatch.self)
            try await driver.confirm().after(.seconds(4))
            driver.service.loseAnswers(to: RerunBatch.self)
            try await driver.after(.milliseconds(200))
            driver.service.refuse(ListRuns.self, with: APIError(.timedOut, "no answer in time"))
            try await driver.after(.seconds(70)).expect("0 of 3 done, 3 failed")
                .after(.seconds(1)).expect("r tries").expectNot("was lost: asking")
            let sent = driver.service.count(of: RerunBatch.self)
            driver.service.answer(RerunBatch.self)
            driver.service.answer(ListRuns.self)
            try await driver.press("r").after(.seconds(1)).expect("1 of 1 done")
            #expect(driver.service.count(of: RerunBatch.self) == sent + 1)
        }
    }
}
