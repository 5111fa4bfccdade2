import Glibc

/// A copy of an input that a computation reads in its place, in the computation's own directory.
final class StagedFile {
    private static let chunk = 1 << 18
    let path: String
    private let number: Int32
    private var bytes: [UInt8] = []

    init(path: String) throws(FileProblem) {
        self.path = path
        number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw StagedFile.full }
        bytes.reserveCapacity(StagedFile.chunk * 2)
    }

    deinit { close(number) }

    func write(_ byte: UInt8) { bytes.append(byte) }

    func write(quoting text: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        if text.contains(UInt8(ascii: "\"")) {
            for byte in text {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
        } else {
            bytes.append(contentsOf: text)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes what has gathered, where it is enough; `isLast` writes all.
    func flush(isLast: Bool = false) throws(FileProblem) {
        guard isLast || bytes.count >= StagedFile.chunk else { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            guard count > 0 else { throw StagedFile.full }
            rest = rest.dropFirst(count)
        }
        bytes.removeAll(keepingCapacity: true)
    }

    private static let full = FileProblem(
        reason: "needs a copy to be read, which cannot be written: look for room on the disk"
    )
}
