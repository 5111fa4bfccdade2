import Testing

@testable import Settings

@Suite struct ConfigViewTests {
    private func file(_ text: String) throws(SettingsError) -> ConfigFile {
        try ConfigFile(text: text, path: "/c/config.yaml")
    }

    @Test func `views are read in their order`() throws {
        let views = try file(
            """
            views:
              late:
                kind: jobs
                filter: "status:failed !test"
                sort: -BATCH
                columns: [NAME, BATCH]
                key: F6
              all: {kind: repos}
            """
        ).views
        #expect(views.map(\.name) == ["late", "all"])
        #expect(views[0].filter == "status:failed !test" && views[0].sort == "-BATCH")
        #expect(views[0].columns == ["NAME", "BATCH"] && views[0].key == "F6")
        #expect(views[1].filter.isEmpty && views[1].sort == nil && views[1].columns.isEmpty)
    }

    @Test(
        arguments: [
            ("{kind: jobs, fitler: x}", "did you mean 'filter'?"),
            ("{filter: x}", "views.x.kind in '/c/config.yaml': is missing"),
            ("{kind: jobs, filter: [a]}", "is not one value"),
            ("late", "is not a mapping"),
        ]
    )
    func `what cannot be meant is refused at its place`(_ text: String, _ reason: String) {
        let error = #expect(throws: SettingsError.self) { try file("views:\n  x: \(text)") }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
