/// The settings of a local service, in a file of its data directory, which need not be there.
package struct ServiceSettings: Equatable, Sendable {
    /// What computes SQL.
    package enum EngineName: String, CaseIterable, Sendable {
        case duckdb
        case spark
    }

    /// The engines of jobs that have one of their own, by the jobs' names.
    package var engines: [String: EngineName] = [:]

    package static let name = "pandorad.yaml"

    package init() {}

    /// Reads `engines`, a mapping of jobs' names; `source`, a path, is for messages.
    package init(text: String, source: String) throws(SettingsError) {
        let file = try SettingsSection(text: text, file: source)
        try file.requireKnown(["engines"])
        let section = try file.section("engines")
        for job in section.keys {
            guard let engine = try section.choice(job, of: EngineName.self) else {
                throw section.refusal(job, "has no engine: use duckdb or spark")
            }
            engines[job] = engine
        }
    }

    /// Reads a file; one that is not there has no settings.
    package static func read(from path: String) throws(SettingsError) -> ServiceSettings {
        guard let file = try PrivateFile.open(path) else { return ServiceSettings() }
        return try ServiceSettings(text: file.text, source: path)
    }
}
