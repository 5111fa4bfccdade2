import Console
import ConsoleDriver
import ConsoleRuntime
import PipelineAPI
import Screen
import Testing

@Suite struct TransferTests {
    /// Opens the plan of sending a file of 8 KiB to `access_log`.
    private func plan(_ driver: ConsoleDriver) async throws {
        driver.host.addFile("points.txt", bytes: 8192)
        try await driver.after(.seconds(2)).press("1", "U").type("points.txt")
            .press(.enter, .enter).expect("points.txt, 8.0 KiB")
    }

    @Test func `a file is sent with its progress, and what came of it is told and written down`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            let gate = Gate()
            driver.host.setTransfer { _, _, _, report async throws(APIError) in
                report(TransferProgress(sent: 4096, total: 8192))
                await gate.wait()
                return "12 points were accepted"
            }
            try await plan(driver)
            try await driver.confirm().expect("50")
            gate.open()
            try await driver.settled().expect("12 points were accepted")
            #expect(driver.host.audit.count == 1)
        }
    }

    @Test func `Esc ends it after the part under way`() async throws {
        try await ConsoleDriver.run { driver in
            let part = Gate()
            driver.host.setTransfer { _, _, cancellation, _ async throws(APIError) in
                await part.wait()
                return cancellation.isCancelled ? "halted after a part" : "all was sent"
            }
            try await plan(driver)
            try await driver.confirm().press(.escape).expect("halting")
            part.open()
            try await driver.settled().expect("halted after a part")
        }
    }

    @Test func `Esc of one transfer does not end the next`() async throws {
        try await ConsoleDriver.run { driver in
            let part = Gate()
            driver.host.setTransfer { _, _, cancellation, _ async throws(APIError) in
                await part.wait()
                return cancellation.isCancelled ? "halted" : "all was sent"
            }
            try await plan(driver)
            try await driver.confirm().press(.escape)
            part.open()
            try await driver.settled().expect("halted").press(.enter)
            try await plan(driver)
            try await driver.confirm().expect("all was sent")
        }
    }

    @Test func `a file that is not there is told before anything is planned`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("1", "U").type("gone.txt")
                .press(.enter, .enter).expect("'gone.txt' cannot be read").expectNot("[ No ]")
            #expect(driver.host.audit.isEmpty)
        }
    }

    @Test func `a view is written to a file, and one that is there is left as it is`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2))
            for answer in ["wrote", "is there already"] {
                try await driver.press("E").press(.enter).after(.seconds(1)).press(.enter)
                    .expect(answer)
            }
            #expect(driver.host.written.values.contains { $0.contains("hourly_pv") })
        }
    }
}
