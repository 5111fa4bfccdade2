extension ConfigFile {
    /// Returns the profile to use; `nil` if neither the file nor the environment names a service.
    ///
    /// The profile named `asked`, from the command line, is used as it is in the file. Otherwise the environment
    /// overrides the file: `PANDORA_PROFILE` chooses a profile, `PANDORA_ENDPOINT` and the two key variables replace
    /// its values. An endpoint without a chosen profile is used alone: the file's keys are only sent to the endpoints
    /// they are written for. `path` is for messages.
    package static func profile(
        asked: String?,
        file: ConfigFile?,
        path: String,
        environment: [String: String]
    ) throws(SettingsError) -> Profile? {
        if let asked { return try withCredentials(named(asked, in: file, path), path) }
        let overrides = EnvironmentOverrides(environment)
        let keys = try overrides.keys()
        let endpoint = try overrides.endpoint()
        if let name = overrides.profile {
            var profile = try named(name, in: file, path)
            profile.endpoint = endpoint ?? profile.endpoint
            profile.credentials = keys ?? profile.credentials
            return try withCredentials(profile, path)
        }
        if let endpoint {
            guard let keys else {
                throw SettingsError(
                    "PANDORA_ENDPOINT is set without keys: "
                        + "set PANDORA_ACCESS_KEY and PANDORA_SECRET_KEY too"
                )
            }
            return Profile(name: "environment", endpoint: endpoint, credentials: keys)
        }
        let only = file?.profiles.count == 1 ? file?.profiles.keys.first : nil
        guard let name = file?.profile ?? only else { return nil }
        var profile = try named(name, in: file, path)
        profile.credentials = keys ?? profile.credentials
        return try withCredentials(profile, path)
    }

    private static func named(
        _ name: String,
        in file: ConfigFile?,
        _ path: String
    ) throws(SettingsError) -> Profile {
        guard let profile = file?.profiles[name] else {
            throw SettingsError(
                "no profile named '\(name)' in '\(path)': \(file?.listing ?? "there is no such file")"
            )
        }
        return profile
    }

    private static func withCredentials(
        _ profile: Profile,
        _ path: String
    ) throws(SettingsError) -> Profile {
        guard profile.credentials != nil else {
            throw SettingsError(
                "profile '\(profile.name)' in '\(path)' has no keys: give accessKey and secretKey, "
                    + "a command that prints them, a token or a tokenCommand"
            )
        }
        return profile
    }
}

/// The environment's values, which override the file's; an empty variable counts as absent.
private struct EnvironmentOverrides {
    private let environment: [String: String]

    init(_ environment: [String: String]) {
        self.environment = environment.filter { !$0.value.isEmpty }
    }

    var profile: String? { environment["PANDORA_PROFILE"] }

    func endpoint() throws(SettingsError) -> String? {
        guard let text = environment["PANDORA_ENDPOINT"] else { return nil }
        do throws(SettingsError) {
            return try EndpointText.checked(text)
        } catch {
            throw SettingsError("PANDORA_ENDPOINT: \(error.description)")
        }
    }

    func keys() throws(SettingsError) -> CredentialSource? {
        switch (environment["PANDORA_ACCESS_KEY"], environment["PANDORA_SECRET_KEY"]) {
        case (nil, nil): return nil
        case (let accessKey?, let secretKey?):
            guard !accessKey.contains(":") else {
                throw SettingsError("PANDORA_ACCESS_KEY is not an access key: give one without ':'")
            }
            return .keys(accessKey: accessKey, secretKey: secretKey)
        case (nil, _):
            throw SettingsError("PANDORA_SECRET_KEY is set alone: set PANDORA_ACCESS_KEY too")
        case (_, nil):
            throw SettingsError("PANDORA_ACCESS_KEY is set alone: set PANDORA_SECRET_KEY too")
        }
    }
}
