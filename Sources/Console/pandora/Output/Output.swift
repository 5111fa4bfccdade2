import Commands
import Glibc

/// Writes to standard output and standard error.
///
/// Output that cannot be written is the failure of a command. Remarks on standard error are not, since there is no
/// other place to report that they are lost.
enum Output {
    static func line(_ text: String) throws(CommandFailure) { try self.text(text + "\n") }

    /// Writes output: a table, a document.
    static func text(_ text: String) throws(CommandFailure) {
        let code = write(text, to: STDOUT_FILENO)
        guard code == 0 || code == EPIPE else { throw failure(code) }
    }

    /// Writes a line of an output without end; returns false once nobody reads it any more.
    static func endlessLine(_ text: String) throws(CommandFailure) -> Bool {
        try endless(text + "\n")
    }

    /// Writes a part of an output without end; returns false once nobody reads it any more.
    static func endless(_ text: String) throws(CommandFailure) -> Bool {
        let code = write(text, to: STDOUT_FILENO)
        guard code == 0 || code == EPIPE else { throw failure(code) }
        return code == 0
    }

    /// Whether somebody may read the output: no more once the reader of a pipe is gone.
    static var isRead: Bool {
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        return poll(&output, 1, 0) <= 0 || output.revents & Int16(POLLERR) == 0
    }

    static func error(_ text: String) { _ = write("pandora: " + text + "\n", to: STDERR_FILENO) }

    /// Writes a line to standard error: a plan, a remark.
    static func remark(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

    /// Writes a prompt without a line end.
    static func question(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    /// Writes a line to standard error that the next one replaces, if that is a terminal.
    static func status(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        _ = write("\r\u{1b}[K" + text, to: STDERR_FILENO)
    }

    /// Closes standard output; some file systems report only then that there is no room.
    static func finish() throws(CommandFailure) {
        guard close(STDOUT_FILENO) != 0, errno != EBADF else { return }
        throw failure(errno)
    }

    /// Opens the standard descriptors that are closed; reading and writing them still fails.
    ///
    /// Otherwise a file that the program opens would get such a number, and with it the output.
    static func reserveDescriptors() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Returns 0, or the number of the error.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return 0
    }

    private static func failure(_ code: Int32) -> CommandFailure {
        let advice =
            switch code {
            case EBADF: "standard output is closed: give it a file, a pipe or /dev/null"
            case ENOSPC, EDQUOT: "no space left: make room or write to another place"
            default: "\(String(cString: strerror(code)).lowercased()): write to another place"
            }
        return CommandFailure(.output, "the output cannot be written: \(advice)")
    }
}
