import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Testing

@Suite struct NavigationTests {
    @Test func `a filter leaves the rows that match`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("/").type("pv").press(.enter)
                .expect("hourly_pv").expectNot("  idle")
        }
    }

    @Test func `a job's run is opened with its message`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press(.enter, .enter)
                .expect("run           1", "no column 'prize'")
        }
    }

    @Test func `the main pane follows the selection once it has not moved for 120 ms`()
        async throws
    {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).expect("broken ─ Runs").press(.down)
                .after(.milliseconds(119)).expect("broken ─ Runs")
                .after(.milliseconds(1)).expect("hourly_pv ─ Runs")
        }
    }

    @Test func `while the selection goes on moving the main pane stays`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2))
            for _ in 0..<10 {
                try await driver.press(.down, .up).after(.milliseconds(100)).expect("broken ─ Runs")
            }
            try await driver.press(.down).after(.milliseconds(120)).expect("hourly_pv ─ Runs")
        }
    }

    @Test func `a resized window is drawn in its new size`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).tell(.resized(Size(width: 60, height: 20)))
                .expect("hourly_…", "q quit")
            let rows = await driver.screen.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(rows.count == 20 && rows.allSatisfy { $0.count <= 60 })
            try await driver.tell(.resized(Size(width: 30, height: 5))).expect("needs 40×10")
            try await driver.tell(.resized(Size(width: 100, height: 30))).expect("hourly_pv")
        }
    }

    @Test func `a long history is asked for page by page, as far as one scrolls`() async throws {
        try await ConsoleDriver.run {
            $0.prepare = { driver in
                try await driver.pipeline.addJob("long", crontab: nil)
                for hours in (0..<250).reversed() {
                    try await driver.pipeline.addRun(of: "long", .successful, hoursAgo: hours)
                }
            }
        } _: { driver in
            try await driver.after(.seconds(2)).press("/").type("long").press(.enter)
                .after(.seconds(1)).press(.enter).after(.seconds(2)).expect("250 ✔", "250 runs")
            #expect(!driver.service.requests.contains { $0.contains("page=3") })
            for _ in 0..<12 { try await driver.press(.pageDown).after(.seconds(1)) }
            try await driver.expectNot("250 ✔")
            #expect(driver.service.requests.contains { $0.contains("long/history?page=3") })
            try await driver.press(.end).after(.seconds(2)).expect("1 ✔")
        }
    }

    @Test func `a name is copied to the user's clipboard`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("y").expect("copied 'broken'")
            #expect(await driver.terminal.requests == [.copy("broken")])
        }
    }

    @Test func `how a list is looked at is saved as it is chosen`() async throws {
        try await ConsoleDriver.run { driver in
            try await driver.after(.seconds(2)).press("o").press(.down, .enter)
            #expect(driver.host.savedPreferences.count == 1)
        }
    }
}
