/// The configuration of the console: its profiles by name, and the default one.
///
/// Every value is checked when the file is read, so that a mistake is found before the profile is needed.
package struct ConfigFile: Equatable, Sendable {
    /// The name of the default profile.
    package var profile: String?
    package var profiles: [String: Profile] = [:]
    /// Whether to draw with ASCII only; `nil` to decide by the terminal.
    package var ascii: Bool?
    package var theme: String?
    /// `en` or `zh`; `nil` to decide by the locale.
    package var language: String?
    /// The user's themes by name: an appearance by style, and under `base` the theme they change.
    package var themes: [String: [String: String]] = [:]
    /// The user's keys, by the title of the command.
    package var bindings: [String: [String]] = [:]
    /// The user's commands, in the order of the file.
    package var commands: [CommandSettings] = []
    /// The user's saved views, in the order of the file.
    package var views: [ViewSettings] = []

    /// The configuration of a console without a file.
    package init() {}

    /// Reads the text of the file; `path` is for messages.
    package init(text: String, path: String) throws(SettingsError) {
        let file = try SettingsSection(text: text, file: path)
        try file.requireKnown(ConfigFile.keys.names)
        profile = try file.text("profile")
        ascii = try file.flag("ascii")
        theme = try file.text("theme")
        language = try file.text("language")
        let themes = try file.section("themes")
        for name in themes.keys {
            let theme = try themes.section(name)
            for style in theme.keys {
                self.themes[name, default: [:]][style] = try theme.text(style)
            }
        }
        let bindings = try file.section("keys")
        for title in bindings.keys { self.bindings[title] = try bindings.texts(title) }
        let commands = try file.section("commands")
        for name in commands.keys {
            self.commands.append(
                try CommandSettings(try commands.section(name), named: name)
            )
        }
        views = try ViewSettings.all(in: try file.section("views"))
        let section = try file.section("profiles")
        for name in section.keys {
            profiles[name] = try ProfileReader(section: section.section(name)).profile(named: name)
        }
        if let profile, profiles[profile] == nil {
            throw file.refusal("profile", "there is no profile '\(profile)': \(listing)")
        }
    }

    /// Returns the configuration in the file at `path`; `nil` if there is no file.
    ///
    /// Throws if the file holds secrets and others may read it.
    package static func read(from path: String) throws(SettingsError) -> ConfigFile? {
        guard let text = try PrivateFile.open(path) else { return nil }
        let file = try ConfigFile(text: text.text, path: path)
        if file.holdsSecrets { try text.requirePrivate() }
        return file
    }

    /// Whether the file itself contains a secret key or a token.
    package var holdsSecrets: Bool {
        profiles.values.contains { profile in
            switch profile.credentials {
            case .keys?, .token?: true
            case .command?, .tokenCommand?, nil: false
            }
        }
    }

    /// Returns the known names, for a message about an unknown one.
    var listing: String {
        let known = profiles.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
        return known.isEmpty ? "it has none" : "it has \(known)"
    }
}
