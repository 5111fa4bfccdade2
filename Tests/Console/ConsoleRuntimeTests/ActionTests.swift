import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Testing

@Suite struct ActionTests {
    private let rerun = "POST /v2/batch/actions/rerun"

    @Test func `a rerun shows its plan first, and the answer by default is no`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("r")
                .expect("Rerun run 1", "on local", "[ No ]", "POST /v2/")
                .after(.seconds(1)).press(.enter).expectNot("on local")
            #expect(driver.service.changes == [])
        }
    }

    @Test func `a confirmed rerun is sent once, and the list shows what came of it at once`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("r").confirm().expect("Restarting")
            #expect(driver.service.count(of: RerunBatch.self) == 1)
            #expect(driver.host.audit.map(\.what) == ["Rerun run 1 of 'broken'"])
        }
    }

    @Test func `while it is under way it cannot be sent a second time`() async throws {
        try await ConsoleDriver.run { driver in
            let gate = driver.service.hold(RerunBatch.self)
            try await driver.after(.seconds(2)).press("r").confirm()
                .press("r").expect("was sent already")
            #expect(driver.service.count(of: RerunBatch.self) == 1)
            gate.open()
            try await driver.settled().expectNot("was sent already")
        }
    }

    @Test func `a refused action is told with its code, and written down`() async throws {
        try await ConsoleDriver.run { driver in
            let error = APIError(.runNotRerunnable, "run 1 is Restarting: wait", requestID: "r9")
            driver.service.refuse(RerunBatch.self, with: error)
            try await driver.after(.seconds(2)).press("r").confirm()
                .expect("E18625", "run 1 is Restarting: wait", "r9")
            #expect(driver.host.audit.map(\.isRefused) == [true])
        }
    }

    @Test func `where the audit file cannot be written it is told`() async throws {
        try await ConsoleDriver.run { driver in
            driver.host.breakAudit()
            try await driver.after(.seconds(2)).press("r").confirm()
                .expect("the audit file cannot be written")
        }
    }

    @Test func `on a read-only profile nothing is sent`() async throws {
        try await ConsoleDriver.run {
            $0.writable = .never
        } _: { driver in
            try await driver.after(.seconds(2)).press("r").expect("read-only").confirm()
            #expect(driver.service.changes == [])
        }
    }

    @Test func `an unlocked profile locks itself after ten minutes`() async throws {
        try await ConsoleDriver.run {
            $0.writable = .ask
        } _: { driver in
            try await driver.after(.seconds(2)).expect("locked").press("W").expect("writable")
                .after(.seconds(595)).expect("writable 1m")
                .after(.seconds(10)).expect("locked")
        }
    }

    @Test func `what is watched is announced by the terminal when its state changes`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press(.down).press("w").expect("watching")
            await driver.pipeline.endRun(of: "hourly_pv", .failed, message: "disk full")
            try await driver.after(.seconds(10)).expect("Running → Failed")
            let notices = await driver.terminal.requests
            #expect(notices == [.notify("hourly_pv run 4: Running → Failed")])
        }
    }
}
