import Console
import ConsoleDriver
import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@Suite struct FirstPictureTests {
    @Test func `before any answer the panes say that they are loading`() async throws {
        try await ConsoleDriver.run {
            $0.prepare = { driver in
                _ = driver.service.hold(ListJobs.self)
                _ = driver.service.hold(ListRepos.self)
            }
        } _: { driver in
            try await driver.expect("connecting", "loading").expectNot("hourly_pv", "live")
        }
    }

    @Test func `as answers arrive the lists fill`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2))
                .expect("live", "3 jobs", "access_log", "orders", "hourly_pv", "idle")
                .expect("Failed")
        }
    }

    @Test func `what was kept is the first picture, with its age, until answers replace it`()
        async throws
    {
        var kept: Data?
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("q")
            kept = driver.host.kept.last
        }
        try await ConsoleDriver.run {
            $0.cache = kept
            $0.prepare = { driver in
                driver.service.goDown()
                try await driver.after(.seconds(7200))
            }
        } _: { driver in
            try await driver.expect("hourly_pv", "access_log", "2h ago", "offline")
            driver.service.comeBack()
            try await driver.after(.seconds(60)).expect("live", "fresh")
        }
    }

    @Test func `what the program has to say at its start is in the first picture`() async throws {
        try await ConsoleDriver.run {
            $0.notice = "TERM is unknown: 'xterm' is used"
        } _: { driver in
            try await driver.expect("TERM is unknown: 'xterm' is used")
        }
    }

    @Test func `kept data that cannot be read is as none`() async throws {
        try await ConsoleDriver.run {
            $0.cache = Data("{".utf8)
        } _: { driver in
            try await driver.after(.seconds(2)).expect("hourly_pv")
        }
    }
}
