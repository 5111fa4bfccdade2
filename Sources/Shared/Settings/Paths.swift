/// The paths of the programs' files, after the XDG base directories.
package struct Paths: Equatable, Sendable {
    package let config: String
    package let state: String
    package let cache: String

    /// - Throws: if neither the XDG variables nor HOME is set.
    package init(environment: [String: String]) throws(SettingsError) {
        config = try Paths.directory("XDG_CONFIG_HOME", ".config", environment)
        state = try Paths.directory("XDG_STATE_HOME", ".local/state", environment)
        cache = try Paths.directory("XDG_CACHE_HOME", ".cache", environment)
    }

    package var configFile: String { config + "/config.yaml" }
    /// The views that were saved from the console.
    package var views: String { config + "/views.yaml" }
    /// The default data directory of a local service.
    package var serviceData: String { state }
    package var demo: String { state + "/demo" }
    package var log: String { state + "/console.log" }
    /// The file of the user's preferences and of what was seen.
    package var preferences: String { state + "/memory.json" }
    /// The definitions that were seen, with times.
    package var definitions: String { state + "/definitions.jsonl" }
    /// The audit file: every change that was made with the console.
    package var audit: String { state + "/audit.log" }

    /// The directory of work that goes on for longer than one session may live.
    package var work: String { state + "/work" }

    private static func directory(
        _ variable: String,
        _ below: String,
        _ environment: [String: String]
    ) throws(SettingsError) -> String {
        // The XDG specification requires that relative paths be ignored.
        if let base = environment[variable], base.hasPrefix("/") { return base + "/pandora" }
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw SettingsError("neither \(variable) nor HOME is set: set one of them")
        }
        return "\(home)/\(below)/pandora"
    }
}
