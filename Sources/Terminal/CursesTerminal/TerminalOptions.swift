import CTerminal
package import Screen

/// The terminal settings of a program, and those of its environment.
package struct TerminalOptions: Sendable {
    package var theme: Theme
    /// The value of `TERM`; empty where it is not set.
    package var type: String
    /// False for `NO_COLOR` and for profiles without colours.
    package var usesColors: Bool
    /// With the mouse in use, selecting text in the terminal takes the Shift key.
    package var usesMouse: Bool
    /// The replacement for a grapheme whose width this machine's C library does not know.
    package var placeholder: Character
    /// Whether other characters than those of ASCII are replaced, since the terminal reads them in another encoding.
    package var sendsOnlyASCII = false

    /// Milliseconds to wait after an Esc for the rest of a sequence.
    package var escapeDelay: Int32 = 25

    package var multiplexer = Multiplexer.none
    package var notice = DesktopNotice.none

    package init(
        theme: Theme = .dark,
        type: String,
        usesColors: Bool = true,
        usesMouse: Bool = true,
        placeholder: Character = "?"
    ) {
        self.theme = theme
        self.type = type
        self.usesColors = usesColors
        self.usesMouse = usesMouse
        self.placeholder = placeholder
    }

    /// Reads the environment: `TERM`, `NO_COLOR`, and `ESCDELAY`, which all ncurses programs obey.
    package init(environment: [String: String], theme: Theme = .dark) {
        self.init(
            theme: theme,
            type: environment["TERM"] ?? "",
            usesColors: (environment["NO_COLOR"] ?? "").isEmpty
        )
        if let delay = environment["ESCDELAY"].flatMap(Int32.init), (1...5000).contains(delay) {
            escapeDelay = delay
        }
        multiplexer = Multiplexer(environment: environment)
        notice = DesktopNotice(environment: environment)
    }
}

extension TerminalOptions {
    /// Whether the environment says that the terminal speaks UTF-8.
    ///
    /// Elsewhere the console should draw with `Glyphs.ascii`. The locale need not be installed
    /// here: it describes the user's terminal, not this machine.
    package static func speaksUTF8(environment: [String: String]) -> Bool {
        let charset = locale(environment).lowercased()
        return charset.hasSuffix("utf-8") || charset.hasSuffix("utf8")
            || charset.contains("utf-8@") || charset.contains("utf8@")
    }

    /// Whether the environment says that the terminal has another encoding, such as GBK.
    ///
    /// The locales `C` and `POSIX` say nothing of it: remote shells have them on any terminal.
    package static func speaksOther(environment: [String: String]) -> Bool {
        let isUnknown = ["", "C", "POSIX"].contains(locale(environment))
        return !isUnknown && !speaksUTF8(environment: environment)
    }

    private static func locale(_ environment: [String: String]) -> String {
        ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty } ?? ""
    }

    /// Whether the terminal speaks UTF-8 and this machine lets characters of it be written.
    ///
    /// It opens the locale, which a later call finds open.
    package static func drawsUTF8(environment: [String: String]) -> Bool {
        speaksUTF8(environment: environment) && ct_locale_open() != 0
    }
}
