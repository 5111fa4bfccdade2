import Glibc

/// Exit codes, after `sysexits.h`.
enum ExitCodes {
    /// The service refused, or the item does not exist.
    static let refused: Int32 = 1
    static let usage: Int32 = 64
    static let unavailable: Int32 = 69
    static let terminal: Int32 = 74
}

/// Writes to standard output and standard error.
enum Output {
    static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
    static func error(_ text: String) { write("pandora: " + text + "\n", to: STDERR_FILENO) }

    /// Writes output: a table, a document.
    static func text(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// Writes a line to standard error: a plan, a remark.
    static func remark(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Writes a prompt without a line end.
    static func question(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Writes a line to standard error that the next one replaces.
    static func status(_ text: String) { write("\r\u{1b}[K" + text, to: STDERR_FILENO) }

    /// Writes a line that the next one replaces, for progress.
    static func progress(_ text: String) { write("\r\u{1b}[K" + text, to: STDOUT_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
