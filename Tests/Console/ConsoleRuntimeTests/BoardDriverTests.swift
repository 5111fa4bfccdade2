import Console
import ConsoleDriver
import Foundation
import PipelineAPI
import Screen
import Testing

@Suite struct BoardDriverTests {
    @discardableResult
    private func run(_ body: (ConsoleDriver) async throws -> Void) async throws -> ConsoleExit {
        try await ConsoleDriver.run { options in
            options.profiles = ["local", "prod", "slow"]
        } _: { driver in
            driver.host.setProfiles { name async throws(APIError) in
                if name == "prod" { throw APIError(.cancelled, "'pass' gave no keys") }
                return ProfileFacts(
                    milliseconds: 12,
                    clock: 75,
                    jobs: 500,
                    asked: 29,
                    running: 3,
                    failing: 7,
                    late: 1,
                    oldest: driver.clock.date
                )
            }
            try await driver.after(.seconds(2))
            try await body(driver)
        }
    }

    private func open(_ driver: ConsoleDriver) async throws {
        try await driver.press(":").type("board").press(.enter).press("z")
    }

    @Test func `it has a line for each profile, each with what its service says`() async throws {
        try await run { driver in
            try await open(driver)
            try await driver.expect(
                "PROFILE",
                "12 ms",
                "29/500",
                "+75 s",
                "no answer",
                "'pass' gave"
            )
            #expect(driver.host.askedProfiles == ["local", "prod", "slow"])
            #expect(driver.service.changes.isEmpty)
        }
    }

    @Test func `one without an answer yet does not hold up the others`() async throws {
        try await run { driver in
            let gate = Gate()
            driver.host.setProfiles { name async throws(APIError) in
                if name == "slow" { await gate.wait() }
                throw APIError(.cancelled, "\(name) is down")
            }
            try await open(driver)
            try await driver.expect("asking …", "prod is down")
            gate.open()
            try await driver.settled().expect("slow is down").expectNot("asking …")
        }
    }

    @Test func `it asks again after a minute, by R at once, and not while it is out of sight`()
        async throws
    {
        try await run { driver in
            try await open(driver)
            #expect(driver.host.askedProfiles.count == 3)
            try await driver.press("R")
            #expect(driver.host.askedProfiles.count == 6)
            try await driver.after(.seconds(62))
            #expect(driver.host.askedProfiles.count == 9)
            try await driver.press("0").after(.seconds(130))
            #expect(driver.host.askedProfiles.count == 9)
        }
    }

    @Test func `Enter switches to a profile, and stays on the present one`() async throws {
        let exit = try await run { driver in
            try await open(driver)
            try await driver.press(.enter).expect("'local' is the profile you are on")
            try await driver.press("Down", "Enter")
        }
        #expect(exit == .switchTo("prod"))
    }
}
