import FoundationEssentials
import PipelineAPI
import Synchronization

/// Batches of points as a file that an SQL engine reads: one JSON object after another.
enum PointFile {
    /// Each batch is an array; without the brackets and joined they are one.
    ///
    /// As lines, for plugins, each point is an object of its own.
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

/// Batches that wait to be delivered, decoded one by one as they are asked for.
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
