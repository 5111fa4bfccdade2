import FoundationEssentials
import PipelineAPI
import Synchronization

/// Writes batches of points to a file that an SQL engine or a plugin reads.
enum PointFile {
    /// Writes one JSON array; as lines, for plugins, one JSON object per line.
    ///
    /// Each batch is an array already: without their brackets, and joined by commas, they are one.
    static func write(_ batches: [StoredBatch], to path: String, asLines: Bool) throws {
        let bytes = try asLines ? lines(batches) : array(batches)
        try bytes.write(to: URL(filePath: path))
    }

    private static func array(_ batches: [StoredBatch]) -> Data {
        var bytes = Data()
        bytes.reserveCapacity(batches.reduce(2) { $0 + $1.json.count + 1 })
        for batch in batches where batch.count > 0 {
            bytes.append(contentsOf: bytes.isEmpty ? "[".utf8 : ",".utf8)
            bytes.append(batch.json.dropFirst().dropLast())
        }
        bytes.append(contentsOf: bytes.isEmpty ? "[]".utf8 : "]".utf8)
        return bytes
    }

    private static func lines(_ batches: [StoredBatch]) throws -> Data {
        var bytes = Data()
        for batch in batches {
            for record in try JSONCoding.decode([PointRecord].self, from: batch.json) {
                bytes.append(try JSONCoding.encode(record))
                bytes.append(UInt8(ascii: "\n"))
            }
        }
        return bytes
    }
}

/// Reads batches of points one after another, each decoded when it is read.
final class BatchReader: Sendable {
    private let waiting: Mutex<ArraySlice<Data>>

    init(_ batches: [Data]) {
        waiting = Mutex(batches[...])
    }

    func next() throws -> [PointRecord]? {
        guard let batch = waiting.withLock({ $0.popFirst() }) else { return nil }
        return try JSONCoding.decode([PointRecord].self, from: batch)
    }
}
