import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Testing

@Suite struct BulkTests {
    /// Opens the plan that reruns the three finished runs of `hourly_pv`.
    private func rerunAll(_ driver: ConsoleDriver) async throws {
        try await driver.after(.seconds(2)).press(.down).after(.seconds(2)).press(.enter)
            .press("*", "r").expect("Rerun 3 runs", "left out", "× 3")
    }

    private func sent(_ driver: ConsoleDriver) -> Int {
        driver.service.count(of: RerunBatch.self)
    }

    @Test func `one of many is sent after the other, five a second`() async throws {
        try await ConsoleDriver.run { driver in
            try await rerunAll(driver)
            try await driver.confirm()
            #expect(sent(driver) == 1)
            try await driver.after(.milliseconds(199))
            #expect(sent(driver) == 1)
            try await driver.after(.milliseconds(1)).expect("2 of 3")
            #expect(sent(driver) == 2)
            try await driver.after(.milliseconds(200)).expect("3 of 3 done")
            try await driver.after(.seconds(5))
            #expect(sent(driver) == 3)
        }
    }

    @Test func `Esc halts: the one under way is answered, the rest is not sent`() async throws {
        try await ConsoleDriver.run { driver in
            try await rerunAll(driver)
            let gate = driver.service.hold(RerunBatch.self)
            try await driver.confirm().press(.escape).expect("halting")
            gate.open()
            try await driver.after(.seconds(5)).expect("1 of 3 done, 2 not sent")
            #expect(sent(driver) == 1)
        }
    }

    @Test func `what failed is tried again with r, and nothing else`() async throws {
        try await ConsoleDriver.run { driver in
            try await rerunAll(driver)
            driver.service.refuse(RerunBatch.self, with: APIError(.internalError, "busy"))
            try await driver.confirm().after(.milliseconds(200))
            driver.service.answer(RerunBatch.self)
            try await driver.after(.seconds(2)).expect("1 of 3 done, 2 failed")
                .after(.seconds(1)).press("r").after(.seconds(2)).expect("2 of 2 done")
            #expect(sent(driver) == 5)
        }
    }
}
