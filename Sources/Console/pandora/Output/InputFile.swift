import Commands
import Glibc
import Settings

/// A file of the command line, `-` for standard input, read in pieces.
struct InputFile: ~Copyable {
    /// The file's name in messages.
    let name: String
    private let descriptor: Int32

    init(_ path: String) throws(CommandFailure) {
        name = path == "-" ? "stdin" : path
        descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputFile.failure(path) }
    }

    deinit { close(descriptor) }

    /// Returns the next bytes; `nil` at the end.
    func read() throws(CommandFailure) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw InputFile.failure(name) }
        return count == 0 ? nil : Array(buffer.prefix(count))
    }

    func readAll() throws(CommandFailure) -> String {
        var bytes: [UInt8] = []
        while let piece = try read() { bytes += piece }
        do throws(SettingsError) {
            return try UTF8Text.decode(bytes)
        } catch { throw CommandFailure(.usage, "'\(name)' cannot be read: \(error.description)") }
    }

    private static func failure(_ name: String) -> CommandFailure {
        CommandFailure(.usage, "'\(name)' cannot be read: \(String(cString: strerror(errno)))")
    }
}
