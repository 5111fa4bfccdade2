import FoundationEssentials
import Glibc
import PipelineEngine

/// Writes lines to a file, which may be larger than memory.
final class LineWriter {
    private let file: UnsafeMutablePointer<FILE>
    /// The bytes of the longest line.
    private(set) var longest = 0
    private var isEnded = false

    init(path: String) throws(DeliveryFailure) {
        guard let file = fopen(path, "w") else { throw LineWriter.noRoom }
        self.file = file
    }

    deinit { if !isEnded { fclose(file) } }

    func write(_ line: Data) throws(DeliveryFailure) {
        longest = max(longest, line.count)
        let count = line.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard count == line.count, putc(Int32(UInt8(ascii: "\n")), file) != EOF else {
            throw LineWriter.noRoom
        }
    }

    /// Makes sure that all was written.
    func end() throws(DeliveryFailure) {
        isEnded = true
        guard fclose(file) == 0 else { throw LineWriter.noRoom }
    }

    private static let noRoom = DeliveryFailure(
        "the rows cannot be written to this machine's disk: look for room on it"
    )
}
