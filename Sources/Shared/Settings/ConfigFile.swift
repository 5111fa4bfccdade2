/// The configuration of the console: its profiles by name, and which one is used.
///
/// Every value is checked when the file is read, so that a mistake in a profile is found before the day
/// that profile is needed.
package struct ConfigFile: Equatable, Sendable {
    /// The name of the profile to use where nothing else says.
    package var profile: String?
    package var profiles: [String: Profile] = [:]
    /// Whether to draw with ASCII only; `nil` to decide by the terminal.
    package var ascii: Bool?
    package var theme: String?
    /// `en` or `zh`; `nil` to decide by the locale.
    package var language: String?
    /// Themes of the user's own, by name: a look by style, and under `base` the theme they change.
    package var themes: [String: [String: String]] = [:]
    /// Keys of the user's own, by the title of what they do.
    package var bindings: [String: [String]] = [:]

    private static let keys = [
        "profile", "profiles", "ascii", "theme", "language", "themes", "keys",
    ]

    /// What a console without a file goes by.
    package init() {}

    /// Reads the file's text; `path` is for messages.
    package init(text: String, path: String) throws(SettingsError) {
        let file = try SettingsSection(text: text, file: path)
        try file.requireKnown(ConfigFile.keys)
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
        let section = try file.section("profiles")
        for name in section.keys {
            profiles[name] = try ProfileReader(section: section.section(name)).profile(named: name)
        }
        if let profile, profiles[profile] == nil {
            throw file.refusal("profile", "there is no profile '\(profile)': \(listing)")
        }
    }

    /// Reads the file at `path`; `nil` where there is none.
    ///
    /// One that holds secrets must be its owner's alone.
    package static func read(from path: String) throws(SettingsError) -> ConfigFile? {
        guard let text = try PrivateFile.open(path) else { return nil }
        let file = try ConfigFile(text: text.text, path: path)
        if file.holdsSecrets { try text.requirePrivate() }
        return file
    }

    /// Whether a secret key or a token stands in the file itself.
    package var holdsSecrets: Bool {
        profiles.values.contains { profile in
            switch profile.credentials {
            case .keys?, .token?: true
            case .command?, .tokenCommand?, nil: false
            }
        }
    }

    /// The names there are, for a message about one there is not.
    var listing: String {
        let known = profiles.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
        return known.isEmpty ? "it has none" : "it has \(known)"
    }
}
