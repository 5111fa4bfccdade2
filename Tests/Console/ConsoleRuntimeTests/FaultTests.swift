import ConsoleDriver
import LoopbackSupport
import PipelineAPI
import Testing

/// The console while nothing but faults comes from its service.
@Suite struct FaultTests {
    /// The codes of the errors that every fault of the wire becomes, as the sweep over all calls proves.
    private static let codes = Set(Fault.all.map(\.code)).sorted()

    @Test(arguments: codes)
    func `what is shown stays, is marked, and is fresh again after one back-off`(
        _ code: String
    ) async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(15)).expect("live", "hourly_pv", "broken", "idle")
            driver.service.goDown(APIError(ErrorCode(code), "the network is not well"))
            try await driver.after(.seconds(300)).expect("hourly_pv", "broken", "idle")
            try await driver.expectNot(" live").expect("stale")
            driver.service.comeBack()
            try await driver.after(.seconds(61)).expect("live", "hourly_pv", "broken", "idle")
                .after(.seconds(15)).expect("fresh")
        }
    }

    @Test func `one list that fails again and again is no failure of the service`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(15)).expect("live")
            driver.service.refuse(ListRepos.self, with: APIError(.serverFault, "it fails"))
            try await driver.after(.seconds(300)).expect("live").expectNot("failing", "offline")
        }
    }

    @Test func `while a service fails, a change that may succeed is not refused`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(15)).press("4").expect("live")
            driver.service.goDown(APIError(.serverFault, "it fails"))
            try await driver.after(.seconds(60)).expect("failing", "next try")
            try await driver.press("S").expectNot("cannot be reached")
        }
    }
}
