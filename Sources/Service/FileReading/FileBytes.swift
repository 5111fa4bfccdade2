import Glibc
import Gzip

/// Reads a file piece by piece, decompressed where its content is gzip, whatever its name is.
package struct FileBytes {
    /// How the bytes of a file are packed, by its first ones.
    package enum Packing: Equatable {
        case plain, gzip, zstd
    }

    private static let chunk = 1 << 20
    let path: String

    package init(path: String) { self.path = path }

    /// What files begin with that only other engines unpack, none of which any text begins with.
    private static let unreadable: KeyValuePairs<String, [UInt8]> = [
        "bzip2": Array("BZh".utf8), "lz4": [0x04, 0x22, 0x4D, 0x18],
        "snappy": [0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59],
        "lzo": [0x89, 0x4C, 0x5A, 0x4F, 0x00], "xz": [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
    ]
    /// What follows the level of compression of bzip2.
    private static let bzip2Block: [UInt8] = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]

    /// Returns how the file is packed; throws where it cannot be opened, or be unpacked here.
    package func packing() throws(FileProblem) -> Packing {
        let head = try opened().read(10)
        if head.starts(with: [0x1F, 0x8B]) { return .gzip }
        if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .zstd }
        for (name, mark) in FileBytes.unreadable where head.starts(with: mark) {
            guard name != "bzip2" || head.dropFirst(4).elementsEqual(FileBytes.bzip2Block) else {
                continue
            }
            let advice =
                name == "xz"
                ? "no engine reads: store it plain, or with gzip"
                : "duckdb cannot read: the spark engine can, where the name's ending says so; for duckdb store it "
                    + "plain, or with gzip or zstd"
            throw FileProblem(reason: "is packed with \(name), which \(advice)")
        }
        return .plain
    }

    /// Returns the file's size in bytes.
    func size() throws(FileProblem) -> Int {
        var found = stat()
        guard stat(path, &found) == 0 else {
            throw FileProblem(reason: "cannot be opened: look whether it is still there")
        }
        return Int(found.st_size)
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
