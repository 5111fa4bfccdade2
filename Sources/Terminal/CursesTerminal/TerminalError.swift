/// The reason why the full screen cannot be opened.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// Standard input or output is a file or a pipe.
    case notATerminal(String)
    /// Neither the terminal's type nor the fallback is known on this machine.
    case unknownType(String)
    /// The terminal's type cannot position the cursor.
    case cannotAddress(String)

    package var description: String {
        switch self {
        case .notATerminal(let stream):
            "\(stream) is not a terminal: start it in one, or use the one-shot commands"
        case .unknownType(let type):
            "no description of the terminal '\(type)': set TERM to a known type, or install ncurses-base"
        case .cannotAddress(let type):
            "the terminal '\(type)' cannot show a full screen: set TERM to what it really is"
        }
    }
}
