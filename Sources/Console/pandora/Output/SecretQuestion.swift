import Commands
import Glibc

/// Asks on the terminal, without showing what is typed where it is a secret.
///
/// Echo and signals of the terminal are off meanwhile, so that no end leaves it without echo: Ctrl-C is read as a key.
enum SecretQuestion {
    static func answer(to question: String) throws(CommandFailure) -> String {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { throw notATerminal }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        // What was typed ahead of the question stays.
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &silent) == 0 else { throw notATerminal }
        defer {
            _ = tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
            Output.remark("")
        }
        // Asked only now: whoever answers at once is not echoed either.
        Output.question(question)
        return try line()
    }

    /// Asks for what may be seen; `nil` at the end of the input.
    static func visibleAnswer(to question: String) -> String? {
        Output.question(question)
        return readLine()
    }

    static let notATerminal = CommandFailure(
        .output,
        "stdin is no terminal, so no keys can be asked for: run it on a terminal, or write the configuration file"
    )

    private static func line() throws(CommandFailure) -> String {
        var typed: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw cancelled }
            switch byte {
            case 0x0A, 0x0D: return String(decoding: typed, as: UTF8.self)
            case 0x03, 0x04, 0x1C: throw cancelled
            case 0x08, 0x7F: typed = typed.dropLast()
            case 0x15: typed = []
            default: typed.append(byte)
            }
        }
    }

    private static let cancelled = CommandFailure(.refused, "cancelled: nothing was written")
}
