import CNcurses
import Screen

/// Starts ncurses and sets it up for a `CursesTerminal`.
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
        // Carriage returns are not translated, and a line feed only moves down, which saves bytes.
        nonl()
        Self.setUpInput(window, options)
        Self.setUpOutput(window)
        colors = Self.makeColors(options)
    }

    /// Starts ncurses, with the fallback type if the terminal's is unknown; returns the notice about that.
    private static func start(type: String) throws(TerminalError) -> String? {
        // Not initscr: it ends the process where the type is unknown.
        if !type.isEmpty, cn_newterm(type) != nil { return nil }
        guard cn_newterm(fallbackType) != nil else { throw .unknownType(type) }
        guard !type.isEmpty else { return "TERM is not set: working as '\(fallbackType)'" }
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
        // A click is reported at once, without waiting for a double click.
        if options.usesMouse { mouseinterval(0) }
    }

    private static func setUpOutput(_ window: UnsafeMutablePointer<WINDOW>) {
        scrollok(window, false)
        idlok(window, true)
        // ncurses would stop painting in the middle of a picture when there is input, until the next picture, and
        // input that is no key causes none. The loop checks for input before it paints.
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
