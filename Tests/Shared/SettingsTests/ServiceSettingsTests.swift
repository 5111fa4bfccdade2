import Settings
import Testing

@Suite struct ServiceSettingsTests {
    private func settings(_ text: String) throws(SettingsError) -> ServiceSettings {
        try ServiceSettings(text: text, source: "pandorad.yaml")
    }

    @Test func `jobs have engines by their names, and a file that is not there has none`() throws {
        let found = try settings("engines:\n  nightly: spark\n  '城': duckdb\n")
        #expect(found.engines == ["nightly": .spark, "城": .duckdb])
        #expect(try settings("").engines.isEmpty)
        #expect(try ServiceSettings.read(from: "/nonexistent/pandorad.yaml") == ServiceSettings())
    }

    @Test(arguments: [
        ("engines: {a: presto}", "engines.a in 'pandorad.yaml': 'presto' is unknown"),
        ("engines: {a: }", "engines.a in 'pandorad.yaml': has no engine"),
        ("engines: spark", "'engines' in 'pandorad.yaml' is not a mapping"),
        ("engine: {a: spark}", "engine in 'pandorad.yaml': is unknown"),
    ])
    func `what is no engine of a job is refused with its place`(
        _ text: String,
        _ reason: String
    ) {
        let error = #expect(throws: SettingsError.self) { try settings(text) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
