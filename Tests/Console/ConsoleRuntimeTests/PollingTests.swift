import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Testing

@Suite struct PollingTests {
    /// Requests that are sent in a time.
    private func requests(in time: Duration, by driver: ConsoleDriver) async throws -> Int {
        let before = driver.service.requests.count
        try await driver.after(time)
        return driver.service.requests.count - before
    }

    @Test func `what has the focus is asked for every five seconds`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(10))
            let before = driver.service.count(of: ListJobs.self)
            try await driver.after(.seconds(60))
            #expect(driver.service.count(of: ListJobs.self) - before == 12)
        }
    }

    @Test func `a change is shown without a key`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).expectNot("new_job")
            try await driver.pipeline.addJob("new_job", crontab: nil)
            try await driver.after(.seconds(5)).expect("new_job", "4 jobs")
        }
    }

    @Test func `answers that say nothing new send no cell`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(20)).expect("live")
            let (cells, requests) = (await driver.terminal.cellsSent, driver.service.requests.count)
            for _ in 0..<20 { try await driver.after(.seconds(1)).expect("hourly_pv") }
            #expect(await driver.terminal.cellsSent == cells)
            #expect(driver.service.requests.count > requests + 10)
        }
    }

    @Test func `an outage is marked, what was known stays, and the next try is told`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2))
            driver.service.goDown()
            try await driver.after(.seconds(6)).expect("offline", "next try", "hourly_pv", "broken")
        }
    }

    @Test func `while the service is down it is tried less and less often, once at a time`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(10))
            driver.service.goDown()
            try await driver.after(.seconds(10))
            let minutes = [
                try await requests(in: .seconds(60), by: driver),
                try await requests(in: .seconds(60), by: driver),
                try await requests(in: .seconds(600), by: driver),
            ]
            #expect(
                minutes[0] <= 4 && minutes[1] <= 2 && (9...14).contains(minutes[2]),
                "\(minutes)"
            )
        }
    }

    @Test func `its return is seen within one back-off, and everything is fresh soon after`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2))
            driver.service.goDown()
            try await driver.after(.seconds(900)).expect("offline")
            driver.service.comeBack()
            try await driver.after(.seconds(60)).expect("live").expectNot("offline")
            try await driver.after(.seconds(15)).expect("fresh")
        }
    }

    @Test func `R asks at once, even while the service is down`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2))
            driver.service.goDown()
            try await driver.after(.seconds(300)).expect("offline")
            driver.service.comeBack()
            try await driver.press("R").expect("asking again", "live")
        }
    }

    @Test func `one list that is refused leaves the others fresh`() async throws {
        try await ConsoleDriver.run { driver in
            driver.service.refuse(ListRepos.self, with: APIError(.internalError, "busy"))
            try await driver.after(.seconds(60)).expect("live", "hourly_pv")
            #expect(driver.service.count(of: ListRepos.self) < 8)
            #expect(driver.service.count(of: ListJobs.self) >= 12)
        }
    }

    @Test func `a pause that the service asks for is kept`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(10))
            driver.service.goDown(APIError(.tooManyRequests, "slow down", retryAfter: 30))
            try await driver.after(.seconds(6)).expect("limited", "next try")
            driver.service.comeBack()
            #expect(try await requests(in: .seconds(20), by: driver) == 0)
            #expect(try await requests(in: .seconds(15), by: driver) > 5)
        }
    }

    @Test func `paused nothing is asked, and going on asks at once`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(10)).press("p").expect("paused").after(.seconds(1))
            #expect(try await requests(in: .seconds(600), by: driver) == 0)
            let before = driver.service.requests.count
            try await driver.press("p").expectNot("paused")
            #expect(driver.service.requests.count - before > 3)
        }
    }

    @Test func `paused R asks for what is shown, once`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(10)).press("p", "R").after(.seconds(5))
            #expect(try await requests(in: .seconds(60), by: driver) == 0)
            #expect(driver.service.requests.count > 6)
        }
    }

    @Test func `a terminal nobody looks at is served at a quarter of the rate`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(10))
            let before = driver.service.count(of: ListJobs.self)
            try await driver.tell(.focusLost).after(.seconds(120))
            let unseen = driver.service.count(of: ListJobs.self) - before
            #expect((5...7).contains(unseen), "\(unseen)")
            try await driver.tell(.focusGained).after(.seconds(60))
            #expect(driver.service.count(of: ListJobs.self) - before - unseen >= 12)
        }
    }

    @Test func `what is asked next is told only while somebody looks at it`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(60)).press("9", "]").expectNot("every")
                .after(.seconds(5)).expect("every")
        }
    }

    @Test func `the requests of the console are listed with what they cost`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(10)).press("9").expect("ListJobs", "ListRuns")
                .press("]", "]").expect("ListExports", "0.0 ms", "/v2/j…")
        }
    }

    @Test func `however many jobs there are, at most eight requests are under way`() async throws {
        try await ConsoleDriver.run {
            $0.prepare = { driver in
                for number in 10..<50 {
                    try await driver.pipeline.addJob("job_\(number)", crontab: nil)
                }
            }
        } _: { driver in
            let gate = driver.service.hold(ListRuns.self)
            try await driver.after(.seconds(60))
            #expect(driver.service.mostUnderWay == 8)
            gate.open()
        }
    }
}
