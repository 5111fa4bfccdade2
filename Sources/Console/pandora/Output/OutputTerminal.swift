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

    /// The width of the terminal in cells; `nil` if the output is no terminal.
    var width: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1,
            ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }
}
