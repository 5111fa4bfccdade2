import Console
import ConsoleDriver
import PipelineAPI
import Screen
import Testing

@Suite struct SavedViewDriverTests {
    private func run(
        _ wishes: [SavedView.Wish] = [],
        _ body: (ConsoleDriver) async throws -> Void
    ) async throws {
        var views: [SavedView] = []
        for wish in wishes { views.append(try SavedView(wish)) }
        let all = views
        try await ConsoleDriver.run { options in
            options.views = all
        } _: { driver in
            try await driver.after(.seconds(2))
            try await body(driver)
        }
    }

    private let failing = SavedView.Wish(
        name: "failing",
        kind: "jobs",
        filter: "status:failed",
        columns: ["NAME"],
        key: "F6"
    )

    @Test func `its key opens it, Esc leaves it, and nothing else has changed`() async throws {
        try await run([failing]) { driver in
            try await driver.press("1", "F6")
                .expect("failing /stat", "broken").expectNot("hourly_pv")
            try await driver.press(.escape).expect("hourly_pv", "broken").expectNot("failing /")
            #expect(driver.host.savedPreferences.allSatisfy { $0.views.isEmpty })
            #expect(driver.service.changes.isEmpty)
        }
    }

    @Test func `the palette and the help have it`() async throws {
        try await run([failing]) { driver in
            try await driver.press("?", "End").expect("F6", "jobs · status:failed").press(.escape)
                .press("1", ":").type("failing").press(.enter).expect("failing /stat")
        }
    }

    @Test func `one of all runs opens their screen, one of runs those of the job`() async throws {
        let all = SavedView.Wish(name: "all failed", kind: "allruns", filter: "status:failed")
        let runs = SavedView.Wish(
            name: "bad runs",
            kind: "runs",
            filter: "status:failed",
            columns: ["RUN", "STATUS"]
        )
        try await run([all, runs]) { driver in
            try await driver.press(":").type("all failed").press(.enter)
                .expect("All runs", "all failed /status:failed", "broken")
            try await driver.press("4", ":").type("bad runs").press(.enter)
                .expect("Failed only", "bad runs").expectNot("DURATION")
            try await driver.press(.escape).expect("DURATION").expectNot("Failed only")
            try await driver.press("6", ":").type("bad runs").press(.enter)
                .expect("select a job first")
        }
    }

    @Test func `what is shown is saved under a name, and its key opens it at once`() async throws {
        try await run { driver in
            try await driver.press("/").type("status:failed").press(.enter).press(
                "o",
                "Down",
                "Enter"
            )
            .press("c", "Down", "Space", "Esc", "V").expect("Save a view of Batch jobs")
            .type("mine").press(.enter).type("F7").press(.enter)
            .expect("view 'mine' is kept in '~/.config/pandora/views.yaml': ':mine' opens it")
            let wish = SavedView.Wish(
                name: "mine",
                kind: "jobs",
                filter: "status:failed",
                sort: "NAME",
                columns: ["RECENT", "SCHEDULE"],
                key: "F7"
            )
            #expect(driver.host.views == [try SavedView(wish)])
            try await driver.press(.escape).expect("hourly_pv").press("1", "F7")
                .expect("mine /stat").expectNot("hourly_pv")
        }
    }

    @Test func `a key that is taken or no key is refused, nothing is saved`() async throws {
        try await run { driver in
            try await driver.press("V").type("mine").press(.enter).type("r").press(.enter)
                .expect("'mine' and 'rerun' both have r", "name  mine", "key   r").press(.escape)
            try await driver.press("V").press(.enter).press(.enter).expect("give it one")
                .press(.escape)
            try await driver.press("V").type("quit").press(.enter).press(.enter)
                .expect("'quit' is a command of the console")
            #expect(driver.host.views.isEmpty)
        }
    }

    @Test func `an open view is saved again as it has become`() async throws {
        try await run([failing]) { driver in
            try await driver.press("F6", "c", "Space", "Esc", "V").expect("failing", "F6")
                .press(.enter).press(.enter).expect("view 'failing' is kept")
            #expect(driver.host.views.map(\.name) == ["failing"])
            #expect(driver.host.views.map(\.choice.hidden) == [["BATCH", "SCHEDULE"]])
        }
    }
}
