import Glibc

/// What the program ends with when it does not simply quit; after `sysexits.h`.
enum ExitCodes {
    static let usage: Int32 = 64
    static let unavailable: Int32 = 69
    static let terminal: Int32 = 74
}

/// Lines to the two outputs of a program that does not own the screen yet.
enum Output {
    static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
    static func error(_ text: String) { write("pandora: " + text + "\n", to: STDERR_FILENO) }

    /// A line that the next one replaces: for progress.
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
