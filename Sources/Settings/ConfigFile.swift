import Yams

/// The configuration of the console: its profiles by name, and which one is used.
package struct ConfigFile: Codable, Equatable, Sendable {
    package struct Entry: Codable, Equatable, Sendable {
        package var endpoint: String
        package var region: String?
        package var accessKey: String?
        package var secretKey: String?
        package var token: String?
        package var readOnly: Bool?
    }

    package var profile: String?
    package var profiles: [String: Entry]?

    /// Reads the file's text; throws with YAML's own words and the line.
    package init(text: String, path: String) throws(SettingsError) {
        do {
            self = try YAMLDecoder().decode(ConfigFile.self, from: text)
        } catch {
            throw SettingsError("'\(path)' cannot be read: \(error): correct it")
        }
    }

    /// The profile to work with: the one asked for, else the environment's, else the file's own choice.
    ///
    /// `asked` is a name from the command line; `nil` is answered where nothing says with which service
    /// to work. Throws for a name no profile has, and for a profile that cannot be worked with.
    package static func profile(
        asked: String?,
        file: ConfigFile?,
        path: String,
        environment: [String: String]
    ) throws(SettingsError) -> Profile? {
        if let endpoint = environment["PANDORA_ENDPOINT"], asked == nil {
            return try Profile(
                name: "environment",
                endpoint: endpoint,
                accessKey: environment["PANDORA_ACCESS_KEY"],
                secretKey: environment["PANDORA_SECRET_KEY"]
            ).checked(in: "PANDORA_ENDPOINT")
        }
        let profiles = file?.profiles ?? [:]
        let only = profiles.count == 1 ? profiles.keys.first : nil
        guard let name = asked ?? environment["PANDORA_PROFILE"] ?? file?.profile ?? only else {
            return nil
        }
        guard let entry = profiles[name] else {
            let known = profiles.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
            throw SettingsError(
                "no profile named '\(name)' in '\(path)': "
                    + (known.isEmpty ? "it has none" : "it has \(known)")
            )
        }
        return try Profile(
            name: name,
            endpoint: entry.endpoint,
            region: entry.region ?? "nb",
            accessKey: entry.accessKey,
            secretKey: entry.secretKey,
            token: entry.token,
            readOnly: entry.readOnly ?? false
        ).checked(in: path)
    }
}
