import FoundationEssentials
import Glibc
import PipelineAPI
import Synchronization

/// Reads records from a file with one JSON object per line, in chunks of a thousand.
///
/// A computation's result may be larger than memory.
final class JSONLineReader {
    private static let chunk = 1000
    private let file: UnsafeMutablePointer<FILE>

    /// Returns `nil` where there is no such file.
    init?(path: String) {
        guard let file = fopen(path, "r") else { return nil }
        self.file = file
    }

    deinit { fclose(file) }

    /// Returns the next chunk, `nil` after the last.
    ///
    /// Throws where a line is not a JSON object.
    func next() throws -> [PointRecord]? {
        var records: [PointRecord] = []
        while records.count < JSONLineReader.chunk, let line = nextLine() {
            guard line.contains(where: { $0 != UInt8(ascii: "\n") }) else { continue }
            records.append(try read(line))
        }
        return records.isEmpty ? nil : records
    }

    private func read(_ line: Data) throws -> PointRecord {
        do throws(APIError) {
            return try JSONCoding.decode(PointRecord.self, from: line)
        } catch {
            let text = String(decoding: line.prefix(60), as: UTF8.self)
            throw DeliveryFailure(
                "row '\(text)' cannot be written as JSON: a number may be infinite, cast it"
            )
        }
    }

    private func nextLine() -> Data? {
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        let count = getline(&buffer, &capacity, file)
        guard count >= 0, let buffer else { return nil }
        return Data(bytes: buffer, count: count)
    }
}

/// Reads records as ``JSONLineReader`` does, and opens the file at the first read.
final class LazyJSONLineReader: Sendable {
    private let path: String
    private let reader = Mutex<JSONLineReader?>(nil)

    init(path: String) {
        self.path = path
    }

    func next() throws -> [PointRecord]? {
        try reader.withLock { reader in
            if reader == nil { reader = JSONLineReader(path: path) }
            return try reader?.next()
        }
    }
}
