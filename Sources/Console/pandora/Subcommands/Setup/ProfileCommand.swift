import ArgumentParser
import Commands
import FoundationEssentials
import Screen
import Settings

/// Shows, checks and changes the profiles of the configuration file.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "List the profiles, choose the default, add one, or check that they work.",
        subcommands: [
            ProfileListCommand.self, ProfileUseCommand.self, ProfileAddCommand.self,
            ProfileCheckCommand.self,
        ],
        defaultSubcommand: ProfileListCommand.self
    )
}

/// Lists the profiles, without their secrets.
struct ProfileListCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the profiles; * is the one that is used without --profile."
    )

    func run() throws {
        try OneShot.run { () async throws(CommandFailure) in
            let file = try ConfigurationFile(ProcessInfo.processInfo.environment)
            let config = try file.meaning()
            let profiles = config.profiles.values.sorted { $0.name < $1.name }
            guard !profiles.isEmpty else {
                throw CommandFailure(
                    .notFound,
                    "'\(file.path)' has no profiles: 'pandora profile add NAME' adds one"
                )
            }
            let used = config.profile ?? (profiles.count == 1 ? profiles[0].name : nil)
            let rows = profiles.map { profile in
                [
                    profile.name == used ? "*" : "", profile.name, profile.endpoint,
                    Self.source(of: profile),
                    Self.changes(of: profile),
                ]
            }
            for line in ProfileTable.lines(["", "NAME", "ENDPOINT", "KEYS", "CHANGES"], rows) {
                try Output.line(line)
            }
        }
    }

    private static func source(of profile: Profile) -> String {
        switch profile.credentials {
        case .keys?: "in the file"
        case .token?: "token in the file"
        case .command(let words)?: "by '\(words.first ?? "")'"
        case .tokenCommand(let words)?: "token by '\(words.first ?? "")'"
        case nil: "none"
        }
    }

    private static func changes(of profile: Profile) -> String {
        switch (profile.writable, profile.confirm) {
        case (.never, _): "never"
        case (.ask, _): "for ten minutes"
        case (.always, .name): "by its name"
        case (.always, .ask): "asked"
        }
    }
}

/// Chooses the default profile.
struct ProfileUseCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "use",
        abstract: "Make a profile the one that is used without --profile."
    )

    @Argument(help: "The profile's name.", completion: KnownNames.profiles) var name: String

    func run() throws {
        try OneShot.run { () async throws(CommandFailure) in
            let file = try ConfigurationFile(ProcessInfo.processInfo.environment)
            try file.change { text throws(SettingsError) in try text.using(name) }
            try Output.line("'\(name)' is used without --profile".printable)
        }
    }
}
