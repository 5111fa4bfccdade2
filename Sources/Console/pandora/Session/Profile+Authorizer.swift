import ChildProcess
import FoundationEssentials
import PipelineSigning
import Settings

extension Profile {
    /// Returns the authorizer of requests; a command that prints keys or a token is run once.
    func authorizer(
        _ environment: [String: String]
    ) async throws(SettingsError) -> any RequestAuthorizer {
        if let keys = try await keys(environment) { return Signer(keys) }
        switch credentials {
        case .token(let token)?: return TokenAuthorizer(token: token)
        case .tokenCommand(let words)?:
            let lines = try await output(of: words, environment).split(whereSeparator: \.isNewline)
            return TokenAuthorizer(token: String(lines.first ?? ""))
        case .keys?, .command?, nil:
            throw SettingsError("profile '\(name)' has no keys: give accessKey and secretKey")
        }
    }

    /// Returns the pair of keys, from the command that prints them where there is one; `nil` for tokens.
    func keys(_ environment: [String: String]) async throws(SettingsError) -> Credentials? {
        switch credentials {
        case .keys(let accessKey, let secretKey)?:
            return Credentials(accessKey: accessKey, secretKey: secretKey)
        case .command(let words)?:
            let keys = try CredentialsFile(
                text: try await output(of: words, environment),
                source: words.joined(separator: " ")
            )
            return Credentials(accessKey: keys.accessKey, secretKey: keys.secretKey)
        case .token?, .tokenCommand?, nil: return nil
        }
    }

    private func output(
        of words: [String],
        _ environment: [String: String]
    ) async throws(SettingsError) -> String {
        let command = ChildCommand(
            executable: "/usr/bin/env",
            arguments: words,
            environment: environment
        )
        let outcome = try? await command.run()
        guard let outcome, outcome.isSuccess else {
            throw SettingsError(
                "'\(words.joined(separator: " "))' gave no keys: run it by hand to see why"
            )
        }
        return outcome.output
    }

    /// Returns the profile from the command line, the environment or the file; `nil` if there is none.
    static func chosen(
        asked: String?,
        _ environment: [String: String]
    ) throws(SettingsError) -> Profile? {
        let path = try Paths(environment: environment).configFile
        var file: ConfigFile?
        if let text = try PrivateFile.readIfPresent(path) {
            file = try ConfigFile(text: text, path: path)
        }
        return try ConfigFile.profile(
            asked: asked,
            file: file,
            path: path,
            environment: environment
        )
    }

    /// Returns the profiles of the configuration by name, and that of the environment where it has one of its own.
    static func all(_ environment: [String: String]) throws(SettingsError) -> [Profile] {
        let path = try Paths(environment: environment).configFile
        let file = try ConfigFile.read(from: path) ?? ConfigFile()
        var profiles = file.profiles.values.sorted { $0.name < $1.name }
        let isAlone = profiles.isEmpty || environment["PANDORA_ENDPOINT"]?.isEmpty == false
        if isAlone, let own = try Profile.chosen(asked: nil, environment) {
            profiles.removeAll { $0.name == own.name }
            profiles.insert(own, at: 0)
        }
        return profiles
    }
}
