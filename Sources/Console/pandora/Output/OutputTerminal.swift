import Commands
import Glibc

/// What standard output and standard error are connected to.
struct OutputTerminal: Sendable {
    let environment: [String: String]

    /// Whether to write colours: on a terminal, unless switched off.
    func painter(for descriptor: Int32 = STDOUT_FILENO) -> TextPainter {
        let isWanted = environment["NO_COLOR"]?.isEmpty != false && environment["TERM"] != "dumb"
        return TextPainter(isColoured: isatty(descriptor) == 1 && isWanted)
    }

    /// Whether the output is a terminal; a serial line is one that does not know its width.
    var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// The width of the terminal in cells; `nil` if it is not known, or the output is no terminal.
    var width: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1,
            ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }
}
