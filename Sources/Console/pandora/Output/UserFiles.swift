import FoundationEssentials
import Glibc
import PipelineAPI

/// Files that the user names: read in pieces, and written only if they do not exist.
struct UserFiles: Sendable {
    let environment: [String: String]

    private static let mostInPiece = 256 * 1024

    /// Replaces `~` by the user's home, as a shell does.
    func path(_ text: String) -> String {
        guard text == "~" || text.hasPrefix("~/"), let home = environment["HOME"] else {
            return text
        }
        return home + text.dropFirst()
    }

    /// Writes `~` for the user's home, which ``path(_:)`` reads.
    func shortPath(_ path: String) -> String {
        guard let home = environment["HOME"], !home.isEmpty, path.hasPrefix(home + "/") else {
            return path
        }
        return "~" + path.dropFirst(home.count)
    }

    /// Returns the size of a regular file in bytes.
    func size(of name: String) throws(APIError) -> Int {
        var status = stat()
        guard stat(path(name), &status) == 0 else { throw refusal(name, "cannot be read") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw APIError(.cancelled, "'\(name)' is no file: give the path of one")
        }
        return Int(status.st_size)
    }

    /// Reads the file in pieces; ends early if the reader asks for no more.
    func read(
        _ name: String,
        _ piece: ([UInt8]) async throws(APIError) -> Bool
    ) async throws(APIError) {
        let descriptor = open(path(name), O_RDONLY)
        guard descriptor >= 0 else { throw refusal(name, "cannot be read") }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: Self.mostInPiece)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw refusal(name, "cannot be read") }
            guard count > 0, try await piece(Array(buffer[..<count])) else { return }
        }
    }

    /// Writes a new file; an existing file is an error and left unchanged.
    func write(_ text: String, to name: String) throws(APIError) -> Int {
        let descriptor = open(path(name), O_CREAT | O_EXCL | O_WRONLY, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST {
                throw APIError(.cancelled, "'\(name)' is there already: give another name")
            }
            throw refusal(name, "cannot be written")
        }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else {
                let refusal = refusal(name, "cannot be written")
                unlink(path(name))
                throw refusal
            }
            rest = rest.dropFirst(count)
        }
        return text.utf8.count
    }

    private func refusal(_ name: String, _ what: String) -> APIError {
        APIError(.cancelled, "'\(name)' \(what): \(String(cString: strerror(errno)))")
    }
}
