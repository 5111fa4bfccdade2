import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Testing

@Suite struct UserCommandDriverTests {
    private func run(
        _ change: (inout UserCommand.Wish) -> Void = { _ in },
        writable: Identity.Writable = .always,
        _ body: (ConsoleDriver) async throws -> Void
    ) async throws {
        var wish = UserCommand.Wish(
            name: "logs",
            key: "F5",
            kinds: ["jobs"],
            words: ["tail", "/var/log/{job}.log"],
            help: "its log"
        )
        change(&wish)
        let command = try UserCommand(wish)
        try await ConsoleDriver.run { options in
            options.commands = [command]
            options.writable = writable
        } _: { driver in
            try await driver.after(.seconds(2))
            try await body(driver)
        }
    }

    private let words = [["tail", "/var/log/broken.log"]]

    @Test func `a key runs it on what is selected, and the audit file says so`() async throws {
        try await run { driver in
            try await driver.press("F5").expect("'logs' exited with code 0")
            #expect(driver.host.commands == words)
            let audit = driver.host.audit
            #expect(
                audit.map(\.what) == ["Run 'logs' on job 'broken': tail /var/log/broken.log"]
            )
            #expect(audit.map(\.isRefused) == [false])
            #expect(driver.service.changes.isEmpty)
        }
    }

    @Test func `the help and the palette have it`() async throws {
        try await run { driver in
            try await driver.press("?", "End").expect("F5", "its log").press(.escape)
                .press(":").type("logs").expect("F5  its log").press(.enter)
            #expect(driver.host.commands == words)
        }
    }

    @Test func `what it writes in the background is in a pane while it runs`() async throws {
        try await run {
            $0.isInBackground = true
        } _: { driver in
            let gate = Gate()
            driver.host.setProgram { _, onLine async throws(APIError) in
                onLine?("first line")
                await gate.wait()
                onLine?("second \u{1b}[31mline")
                return UserCommandEnd(isSuccess: false, ending: "exited with code 3")
            }
            try await driver.press("F5").expect("Output", "tail /var/log/broken.log", "runs …")
            try await driver.after(.seconds(1)).expect("runs …", "first line").expectNot("second")
            gate.open()
            try await driver.settled().expect("exited with code 3", "first line", "second ")
            #expect(driver.host.audit.map(\.isRefused) == [true])
            try await driver.press(.escape).expectNot("first line")
        }
    }

    @Test func `while it runs its last lines are in sight, afterwards its last five thousand`()
        async throws
    {
        try await run {
            $0.isInBackground = true
        } _: { driver in
            let gate = Gate()
            driver.host.setProgram { _, onLine async throws(APIError) in
                for number in 1...6000 { onLine?("line \(number) of the log") }
                await gate.wait()
                return UserCommandEnd(isSuccess: true, ending: "exited with code 0")
            }
            try await driver.press("F5").after(.seconds(1))
                .expect("… 5980 lines before", "line 5981 of", "line 6000 of")
                .expectNot("line 5980 of")
            gate.open()
            try await driver.settled().expect("… 1000 lines before", "line 1001 of")
                .expectNot("line 1000 of").press("G").expect("line 6000 of")
        }
    }

    @Test func `one that runs in the background is ended by running it again, after a yes`()
        async throws
    {
        try await run {
            $0.isInBackground = true
            $0.words = ["tail", "-f", "/var/log/{job}.log"]
        } _: { driver in
            driver.host.setProgram { _, onLine async throws(APIError) in
                onLine?("first line")
                try? await Task.sleep(for: .seconds(3600))
                throw APIError(.cancelled, "'tail' did not run to its end")
            }
            try await driver.press("F5").after(.seconds(1)).expect("first line").press("F5")
                .expect("'logs' is still running there: end it?", "tail -f /var/log/broken.log")
                .after(.seconds(1)).press("n").expect("runs …").press("4", "F5")
                .expect("'logs' is still running there: end it?").confirm().after(.seconds(1))
                .expect("was ended").press(":").type("output").press(.enter)
                .expect("was ended", "first line").expectNot("runs …")
            #expect(driver.host.commands.count == 1)
            #expect(driver.host.audit.map(\.isRefused) == [true])
        }
    }

    @Test func `one that asks is run after a yes`() async throws {
        try await run {
            $0.confirms = true
        } _: { driver in
            try await driver.press("F5")
                .expect("Run 'logs' on job 'broken'?", "tail /var/log/broken.log")
                .after(.seconds(1)).press("n")
            #expect(driver.host.commands.isEmpty)
            try await driver.press("F5").confirm()
            #expect(driver.host.commands == words)
        }
    }

    @Test func `a read-only profile runs only what is safe`() async throws {
        try await run(writable: .never) { driver in
            try await driver.press("F5").expect("read-only", "'safe: true'")
            #expect(driver.host.commands.isEmpty && driver.host.audit.isEmpty)
        }
        try await run(
            {
                $0.isSafe = true
                $0.confirms = true
            },
            writable: .never
        ) { driver in
            try await driver.press("F5").confirm()
            #expect(driver.host.commands == words)
        }
    }

    @Test func `what cannot be started is told`() async throws {
        try await run { driver in
            driver.host.setProgram { _, _ async throws(APIError) in
                throw APIError(.cancelled, "'tail' is not found: install it")
            }
            try await driver.press("F5").expect("'tail' is not found: install it")
            #expect(driver.host.audit.map(\.isRefused) == [true])
        }
    }

    @Test func `on what it is not for it says so`() async throws {
        try await run { driver in
            try await driver.press("1", "F5").expect("'logs' is for jobs: select one first")
        }
    }
}
