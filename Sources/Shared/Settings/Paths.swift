/// Where files of this project live, after the XDG base directories.
package struct Paths: Equatable, Sendable {
    package let config: String
    package let state: String
    package let cache: String

    /// - Throws: where neither the XDG variables nor HOME say where.
    package init(environment: [String: String]) throws(SettingsError) {
        config = try Paths.directory("XDG_CONFIG_HOME", ".config", environment)
        state = try Paths.directory("XDG_STATE_HOME", ".local/state", environment)
        cache = try Paths.directory("XDG_CACHE_HOME", ".cache", environment)
    }

    package var configFile: String { config + "/config.yaml" }
    /// The data directory of a local service that names none.
    package var serviceData: String { state }
    package var demo: String { state + "/demo" }
    package var log: String { state + "/console.log" }
    /// How the user looks at lists, and what was seen.
    package var preferences: String { state + "/memory.json" }
    /// Every change that was made from here.
    package var audit: String { state + "/audit.log" }

    private static func directory(
        _ variable: String,
        _ below: String,
        _ environment: [String: String]
    ) throws(SettingsError) -> String {
        // The specification has relative paths ignored.
        if let base = environment[variable], base.hasPrefix("/") { return base + "/pandora" }
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw SettingsError("neither \(variable) nor HOME is set: set one of them")
        }
        return "\(home)/\(below)/pandora"
    }
}
