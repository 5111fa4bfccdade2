import Glibc

/// The number of the input that is being read, in a file that outlives a crash.
final class CurrentInput {
    private let descriptor: Int32

    struct CannotOpen: Error {
        let path: String
    }

    init(path: String) throws {
        descriptor = open(path, O_CREAT | O_WRONLY, 0o644)
        guard descriptor >= 0 else { throw CannotOpen(path: path) }
    }

    deinit { close(descriptor) }

    /// Numbers only grow, so that one covers the one before it.
    func keep(_ number: UInt64) {
        let bytes = Array("\(number)\n".utf8)
        pwrite(descriptor, bytes, bytes.count, 0)
    }
}
