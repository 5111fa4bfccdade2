import CNcurses
import Screen

/// ncurses, started and set up; what a `CursesTerminal` is made of.
@UIActor struct CursesSetup {
    private static let fallbackType = "xterm-256color"

    let window: UnsafeMutablePointer<WINDOW>
    let colors: ColorTable
    let notice: String?

    init(options: TerminalOptions) throws(TerminalError) {
        notice = try Self.start(type: options.type)
        guard let window = cn_screen(), cn_capability("cup") != nil else {
            endwin()
            throw .cannotAddress(options.type)
        }
        self.window = window
        raw()
        noecho()
        // A carriage return stays one, and a line feed on output moves down only: fewer bytes.
        nonl()
        Self.setUpInput(window, options)
        Self.setUpOutput(window)
        colors = Self.makeColors(options)
    }

    /// Starts ncurses, with the fallback where the type is unknown here; says so if it did.
    private static func start(type: String) throws(TerminalError) -> String? {
        // Not initscr: it ends the process where the type is unknown.
        if !type.isEmpty, cn_newterm(type) != nil { return nil }
        guard cn_newterm(fallbackType) != nil else { throw .unknownType(type) }
        return "no description of the terminal '\(type)': working as '\(fallbackType)'"
    }

    private static func setUpInput(
        _ window: UnsafeMutablePointer<WINDOW>,
        _ options: TerminalOptions
    ) {
        set_escdelay(options.escapeDelay)
        keypad(window, true)
        nodelay(window, true)
        for sequence in KeyTable.sequences { define_key(sequence.bytes, sequence.code) }
        // A click is reported at once and not held back to become a double one.
        if options.usesMouse { mouseinterval(0) }
    }

    private static func setUpOutput(_ window: UnsafeMutablePointer<WINDOW>) {
        scrollok(window, false)
        idlok(window, true)
        // ncurses would leave a picture half painted while there is input, until the next one; input that
        // is no key brings none. The loop looks at what waits before it paints.
        typeahead(-1)
        // Shifting a part of a line is not safe with wide characters on every terminal.
        idcok(window, false)
    }

    private static func makeColors(_ options: TerminalOptions) -> ColorTable {
        guard options.usesColors, has_colors() else {
            return ColorTable(theme: .mono, depth: .none, hasDefaultColors: false)
        }
        start_color()
        let hasDefaultColors = use_default_colors() != ERR
        return ColorTable(
            theme: options.theme,
            depth: ColorDepth(count: cn_colors()),
            hasDefaultColors: hasDefaultColors
        )
    }
}
