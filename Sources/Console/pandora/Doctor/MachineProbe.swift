import Commands
import Console
import CursesTerminal
import FoundationEssentials
import Glibc
import PipelineAPI
import Settings

/// Looks at this machine for `pandora doctor`.
struct MachineProbe {
    let environment: [String: String]
    let paths: Paths

    /// Variables that change what the program does; their values may hold secrets and are not told.
    private static let variables = [
        "PANDORA_PROFILE", "PANDORA_ENDPOINT", "PANDORA_ACCESS_KEY", "PANDORA_SECRET_KEY",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "NO_COLOR",
        "ESCDELAY", "EDITOR", "VISUAL", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
    ]

    func facts(at now: Date) -> MachineFacts {
        var facts = MachineFacts(
            version: ProductVersion.text(of: "pandora"),
            system: system,
            zone: zone(at: now),
            state: FolderProbe(path: paths.state, shown: shown(paths.state)).facts,
            cache: FolderProbe(path: paths.cache, shown: shown(paths.cache)).facts
        )
        facts.terminal = terminal
        facts.configurationPath = shown(paths.configFile)
        facts.configuration = configuration
        facts.locale = locale
        facts.variables = Self.variables.flatMap { [$0, $0.lowercased()] }.filter(isSet)
        facts.hasServiceOfEnvironment = isSet("PANDORA_ENDPOINT")
        facts.drafts = (try? DraftFiles(environment: environment).abandoned.count) ?? 0
        return facts
    }

    /// Returns a path or a message with `~` for the home directory.
    func shown(_ text: String) -> String {
        guard let home = environment["HOME"], home.hasPrefix("/"), home.count > 1 else {
            return text
        }
        return text.replacing(home + "/", with: "~/")
    }

    private func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }

    private var system: String {
        var names = utsname()
        guard uname(&names) == 0 else { return "an unknown system" }
        return [text(of: names.sysname), text(of: names.release), text(of: names.machine)]
            .joined(separator: " ")
    }

    /// Returns the text of a field of C characters, which Swift has as a tuple.
    private func text<Field>(of field: Field) -> String {
        withUnsafeBytes(of: field) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private func zone(at now: Date) -> String {
        let offset = LocalZone.system.offsetText(at: now)
        return isSet("TZ") ? "\(offset) (TZ=\(environment["TZ"] ?? ""))" : offset
    }

    private var terminal: MachineFacts.Terminal {
        var terminal = MachineFacts.Terminal()
        terminal.type = environment["TERM"] ?? ""
        terminal.description = TerminalDescription(type: terminal.type).map { found in
            MachineFacts.Terminal.Description(
                colours: found.colours,
                hasAlternateScreen: found.hasAlternateScreen,
                canPlaceCursor: found.canPlaceCursor
            )
        }
        terminal.size = size
        terminal.refusesColours = isSet("NO_COLOR")
        switch Multiplexer(environment: environment) {
        case .none: break
        case .tmux: terminal.between.append("tmux")
        case .screen: terminal.between.append("screen")
        }
        if isSet("SSH_CONNECTION") || isSet("SSH_TTY") { terminal.between.append("ssh") }
        return terminal
    }

    /// The size of the terminal, which may be behind any of the three: a report is often written to a file.
    private var size: (columns: Int, rows: Int)? {
        for descriptor in [STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO] where isatty(descriptor) == 1
        {
            var size = winsize()
            guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { continue }
            return (Int(size.ws_col), Int(size.ws_row))
        }
        return nil
    }

    private var locale: MachineFacts.Locale {
        var locale = MachineFacts.Locale()
        locale.setting = ["LC_ALL", "LC_CTYPE", "LANG"].first(where: isSet).map {
            "\($0)=\(environment[$0] ?? "")"
        }
        locale.speaksUTF8 = TerminalOptions.speaksUTF8(environment: environment)
        locale.drawsUTF8 = TerminalOptions.drawsUTF8(environment: environment)
        let file = (try? ConfigFile.read(from: paths.configFile)) ?? nil
        if let wanted = file?.language {
            locale.language = wanted
        } else if locale.drawsUTF8 {
            let name = ["LC_ALL", "LC_MESSAGES", "LANG"].first(where: isSet)
            let named = name.flatMap { environment[$0] } ?? ""
            locale.language = Localizer.Language(locale: named).rawValue
        }
        return locale
    }

    private var configuration: MachineFacts.Configuration {
        do throws(SettingsError) {
            guard let file = try ConfigFile.read(from: paths.configFile) else {
                _ = try Profile.all(environment)
                return .missing
            }
            // What the environment says with the file must be possible too.
            _ = try Profile.all(environment)
            var status = stat()
            let isFound = stat(paths.configFile, &status) == 0
            return .read(
                mode: isFound ? Int(status.st_mode & 0o777) : 0,
                profiles: file.profiles.keys.sorted(),
                standard: file.profile
            )
        } catch { return .refused(shown(error.description)) }
    }
}
