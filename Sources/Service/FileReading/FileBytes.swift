import Glibc
import Gzip

/// Reads a file piece by piece, decompressed where its content is gzip, whatever its name is.
struct FileBytes {
    /// How the bytes of a file are packed, by its first ones.
    enum Packing: Equatable {
        case plain, gzip, zstd
    }

    private static let chunk = 1 << 20
    let path: String

    /// Returns how the file is packed; throws where it cannot be opened.
    func packing() throws(FileProblem) -> Packing {
        let head = try opened().read(4)
        if head.starts(with: [0x1F, 0x8B]) { return .gzip }
        return head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) ? .zstd : .plain
    }

    /// Gives all bytes to `body`, and gives way to other tasks between the pieces.
    ///
    /// Throws where the file is corrupt gzip, and `CancellationError` where the task is cancelled.
    func read(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) async throws {
        let isPacked = try packing() == .gzip
        let file = try opened()
        let unpacker = isPacked ? try GzipReader() : nil
        do {
            while true {
                try Task.checkCancellation()
                let bytes = try file.read(FileBytes.chunk)
                guard !bytes.isEmpty else { break }
                if let unpacker {
                    try unpacker.read(bytes, body)
                } else {
                    try bytes.withUnsafeBufferPointer(body)
                }
                await Task.yield()
            }
            try unpacker?.finish()
        } catch GzipError.broken(let reason) {
            throw FileProblem(
                reason: "is corrupt gzip (\(reason)): replace it by a whole copy"
            )
        }
    }

    private func opened() throws(FileProblem) -> Descriptor {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            throw FileProblem(reason: "cannot be opened: look whether it is still there")
        }
        return Descriptor(number: number)
    }

    private final class Descriptor {
        private let number: Int32

        init(number: Int32) { self.number = number }

        deinit { close(number) }

        func read(_ count: Int) throws(FileProblem) -> [UInt8] {
            var got: Int = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, size in
                got = Glibc.read(number, buffer.baseAddress, count)
                size = max(0, got)
            }
            guard got >= 0 else {
                throw FileProblem(reason: "cannot be read to its end: look at its disk")
            }
            return bytes
        }
    }
}
