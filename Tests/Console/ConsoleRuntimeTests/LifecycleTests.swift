import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Testing

@Suite struct LifecycleTests {
    @Test func `q ends the program, and what is known is kept`() async throws {
        let exit = try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("q")
            #expect(driver.host.kept.count == 1)
        }
        #expect(exit == .quit)
    }

    @Test func `what is known is kept every five minutes`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(290))
            #expect(driver.host.kept.isEmpty)
            try await driver.after(.seconds(20))
            #expect(driver.host.kept.count == 1)
            try await driver.after(.seconds(600))
            #expect(driver.host.kept.count == 3)
        }
    }

    @Test func `the end does not wait for answers that are under way`() async throws {
        let exit = try await ConsoleDriver.run {
            $0.profiles = ["local", "production"]
        } _: { driver in
            try await driver.after(.seconds(2))
            _ = driver.service.hold(ListJobs.self)
            try await driver.after(.seconds(10)).press("P").press(.down, .enter)
            #expect(driver.host.kept.count == 1)
        }
        #expect(exit == .switchTo("production"))
    }

    @Test func `after the end no key does anything`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("q", "r").confirm()
            let requests = driver.service.requests.count
            try await driver.after(.seconds(60))
            #expect(driver.service.requests.count == requests)
            #expect(driver.service.changes == [])
        }
    }

    @Test func `a terminal that is gone ends the program`() async throws {
        let exit = try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).tell(.closed)
            #expect(driver.host.kept.count == 1)
        }
        #expect(exit == .quit)
    }

    @Test func `brought back to the foreground everything is painted and asked anew`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(10)).press("Ctrl-Z")
            #expect(await driver.terminal.requests == [.suspend])
            let before = driver.service.count(of: ListJobs.self)
            try await driver.tell(.resumed)
            #expect(await driver.terminal.requests == [.suspend, .repaint])
            #expect(driver.service.count(of: ListJobs.self) == before + 1)
        }
    }

    @Test func `Ctrl-L has the terminal paint everything anew`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.press("Ctrl-L")
            #expect(await driver.terminal.requests == [.repaint])
        }
    }
}
