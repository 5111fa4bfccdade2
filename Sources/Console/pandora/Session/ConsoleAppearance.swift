import Console
import CursesTerminal
import FoundationEssentials
import Screen
import Settings

/// Theme, language, glyphs and keys, from the command line, the profile and the configuration.
struct ConsoleAppearance: Sendable {
    let theme: Theme
    let glyphs: Glyphs
    let keymap: Keymap
    /// The user's own commands.
    let commands: [UserCommand]
    let views: [SavedView]
    let localizer: Localizer
    /// The profiles the configuration has, to switch between.
    let profiles: [String]

    /// Throws what is wrong with a theme or a key of the configuration.
    init(
        _ options: ConsoleOptions,
        _ profile: Profile,
        _ environment: [String: String]
    ) throws(SettingsError) {
        let paths = try Paths(environment: environment)
        let path = paths.configFile
        let file = try ConfigFile.read(from: path) ?? ConfigFile()
        theme = try ConsoleAppearance.theme(
            named: options.theme ?? profile.theme ?? file.theme ?? Theme.dark.name,
            in: file
        )
        let isASCII =
            options.ascii || file.ascii ?? !TerminalOptions.drawsUTF8(environment: environment)
        glyphs = isASCII ? .ascii : .unicode
        commands = try ConsoleAppearance.commands(of: file, path)
        views = try ViewFiles(paths).views(with: file)
        do throws(KeymapError) {
            keymap = try Keymap.standard.rebound(file.bindings).adding(commands).adding(views)
        } catch { throw SettingsError("'\(path)': \(error.description)") }
        localizer = Localizer(
            try ConsoleAppearance.language(options.lang ?? file.language, environment)
        )
        profiles = file.profiles.keys.sorted()
    }

    /// Returns the user's own commands of the configuration file, as a program outside of the console has them.
    static func commands(_ environment: [String: String]) throws(SettingsError) -> [UserCommand] {
        let path = try Paths(environment: environment).configFile
        return try commands(of: try ConfigFile.read(from: path) ?? ConfigFile(), path)
    }

    private static func commands(
        of file: ConfigFile,
        _ path: String
    ) throws(SettingsError) -> [UserCommand] {
        var commands: [UserCommand] = []
        for settings in file.commands {
            do throws(UserCommandError) {
                commands.append(
                    try UserCommand(
                        UserCommand.Wish(
                            name: settings.name,
                            key: settings.key,
                            kinds: settings.kinds,
                            words: settings.words,
                            help: settings.help,
                            confirms: settings.confirms,
                            isInBackground: settings.isInBackground,
                            isSafe: settings.isSafe
                        )
                    )
                )
            } catch {
                throw SettingsError("'\(path)': commands.\(settings.name): \(error.description)")
            }
        }
        return commands
    }

    private static func language(
        _ wanted: String?,
        _ environment: [String: String]
    ) throws(SettingsError) -> Localizer.Language {
        guard let wanted else {
            let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            // Chinese in UTF-8 is unreadable on a terminal with another encoding.
            guard TerminalOptions.drawsUTF8(environment: environment) else { return .english }
            return Localizer.Language(locale: locale.first { !$0.isEmpty } ?? "")
        }
        guard let language = Localizer.Language(rawValue: wanted) else {
            throw SettingsError("the console does not speak '\(wanted)': use en or zh")
        }
        return language
    }

    private static func theme(
        named name: String,
        in file: ConfigFile
    ) throws(SettingsError) -> Theme {
        if let theme = Theme.all.first(where: { $0.name == name }) { return theme }
        guard var looks = file.themes[name] else {
            let known = Theme.all.map(\.name) + file.themes.keys.sorted()
            throw SettingsError(
                "there is no theme '\(name)': use one of \(known.joined(separator: ", "))"
            )
        }
        let base = looks.removeValue(forKey: "base") ?? Theme.dark.name
        guard let theme = Theme.all.first(where: { $0.name == base }) else {
            throw SettingsError("theme '\(name)' changes '\(base)', which is not there")
        }
        do throws(ThemeError) {
            return try Theme(name: name, basedOn: theme, looks: looks)
        } catch { throw SettingsError(error.description) }
    }
}
