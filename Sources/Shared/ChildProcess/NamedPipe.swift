#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A text that one child reads as a file, although it is in none: not on the disk, in an argument or the environment.
///
/// It is for scripts with a password in them.
package struct NamedPipe: Sendable {
    /// The absolute path that the child opens.
    package let path: String

    /// The reason why there is no pipe.
    package struct Failure: Error, CustomStringConvertible {
        package let description = "a pipe cannot be made: look for room on the disk"
    }

    /// Makes a pipe that only this user may open, in an existing directory.
    package init(at path: String) throws(Failure) {
        guard mkfifo(path, 0o600) == 0 else { throw Failure() }
        self.path = path
    }

    /// Writes the text once it is read, and returns when all of it was taken, or the reader has ended.
    ///
    /// Cancelling the task ends the wait for a reader.
    package func write(_ text: String) async throws {
        // Writing to a child that has ended is an error here, and not the end of this program.
        signal(SIGPIPE, SIG_IGN)
        // Without O_NONBLOCK the call itself would wait for a reader, and hold a thread.
        var descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        while descriptor < 0, errno == ENXIO || errno == EINTR {
            try await Task.sleep(for: .milliseconds(2))
            descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw Failure() }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { sent(descriptor, $0) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN || errno == EINTR {
                try await Task.sleep(for: .milliseconds(2))
            } else {
                return
            }
        }
    }

    private func sent(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
        Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
        Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
