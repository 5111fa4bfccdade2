import ArgumentParser
import Commands
import Console
import FoundationEssentials
import Glibc
import PipelineAPI
import Screen
import Settings

/// Adds a profile with keys that are asked for.
struct ProfileAddCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract:
            "Add a profile: asks for its keys, tries them, and writes the configuration file.",
        discussion: """
            Keys are asked for on the terminal and not shown; no option takes them, since a shell keeps those. They are \
            tried with one request before anything is written. The file stays as it is but for the new profile, and \
            only its owner may read it then.
            """
    )

    @Argument(help: "The profile's name.") var name: String
    @Option(help: ArgumentHelp("The service's address; asked for if left out.", valueName: "url"))
    var endpoint: String?
    @Option(help: "The region of what is created.") var region = Profile.defaultRegion
    @Flag(help: "Use it where no --profile is given.") var use = false
    @Flag(help: "Write it without trying the keys.") var unchecked = false

    func run() throws {
        try OneShot.run { () async throws(CommandFailure) in
            guard isatty(STDIN_FILENO) == 1 else { throw SecretQuestion.notATerminal }
            let environment = ProcessInfo.processInfo.environment
            let file = try ConfigurationFile(environment)
            // A name or a file that will not do is refused before anything is asked.
            try file.tryChange { text throws(SettingsError) in
                try text.adding(self.profile("http://localhost", accessKey: "a", secretKey: "s"))
            }
            let profile = try asked()
            if !unchecked { try await check(profile, environment) }
            try file.change { text throws(SettingsError) in
                let added = try text.adding(profile)
                return use ? try added.using(name) : added
            }
            try Output.line("added profile '\(name)' to '\(file.path)'".printable)
        }
    }

    private func asked() throws(CommandFailure) -> Profile {
        let address = endpoint ?? SecretQuestion.visibleAnswer(to: "endpoint: ") ?? ""
        let checked: String
        do throws(SettingsError) {
            checked = try Profile.checkedEndpoint(address)
        } catch { throw CommandFailure(error) }
        let accessKey = try SecretQuestion.answer(to: "access key (not shown): ")
        guard !accessKey.isEmpty, !accessKey.contains(":") else {
            throw CommandFailure(.usage, "this is no access key: give one without ':'")
        }
        let secretKey = try SecretQuestion.answer(to: "secret key (not shown): ")
        guard !secretKey.isEmpty else {
            throw CommandFailure(.usage, "the secret key is empty: give the one of the access key")
        }
        return profile(checked, accessKey: accessKey, secretKey: secretKey)
    }

    private func profile(_ endpoint: String, accessKey: String, secretKey: String) -> Profile {
        Profile(
            name: name,
            endpoint: endpoint,
            region: region,
            credentials: .keys(accessKey: accessKey, secretKey: secretKey)
        )
    }

    private func check(
        _ profile: Profile,
        _ environment: [String: String]
    ) async throws(CommandFailure) {
        do throws(APIError) {
            let facts = try await ProfileProbe(profile, environment).ask(atMost: 1)
            Output.remark("the keys are good: an answer after \(facts.milliseconds) ms")
        } catch {
            throw CommandFailure(error).adding(
                "nothing was written: correct it, or add --unchecked to write it nevertheless"
            )
        }
    }
}
