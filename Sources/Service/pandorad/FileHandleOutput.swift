import Glibc

/// Writes to standard output and standard error, unbuffered.
enum FileHandleOutput {
    /// Writes a line that nobody has to read.
    static func standardOutput(_ line: String) { _ = write(line + "\n", to: STDOUT_FILENO) }
    static func standardError(_ line: String) { _ = write(line + "\n", to: STDERR_FILENO) }

    /// Writes what a command was run for, and closes standard output: some file systems report only then that there is no room.
    static func result(_ text: String) throws(StartFailure) {
        let isWritten = write(text, to: STDOUT_FILENO)
        let code = errno
        guard isWritten || code == EPIPE else { throw failure(code) }
        guard close(STDOUT_FILENO) == 0 || errno == EBADF else { throw failure(errno) }
    }

    /// Opens the standard descriptors that are closed; reading and writing them still fails.
    ///
    /// Otherwise a file of the service would get such a number, and with it the output.
    static func reserveDescriptors() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    private static func failure(_ code: Int32) -> StartFailure {
        let advice =
            switch code {
            case EBADF: "standard output is closed: give it a file, a pipe or /dev/null"
            case ENOSPC, EDQUOT: "no space left: make room or write to another place"
            default: "\(String(cString: strerror(code)).lowercased()): write to another place"
            }
        return StartFailure(StartFailure.output, "the output cannot be written: \(advice)")
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
