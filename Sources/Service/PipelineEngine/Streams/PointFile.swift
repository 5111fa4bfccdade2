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
    private struct State {
        var waiting: ArraySlice<StoredBatch>
        /// When the batch that was read last arrived.
        var arrivedAt: Date
    }

    private let state: Mutex<State>

    init(_ batches: [StoredBatch]) {
        let first = batches.first?.arrivedAt ?? .distantPast
        state = Mutex(State(waiting: batches[...], arrivedAt: first))
    }

    var arrivedAt: Date { state.withLock { $0.arrivedAt } }

    func next() throws -> [PointRecord]? {
        let batch = state.withLock { state in
            let batch = state.waiting.popFirst()
            if let batch { state.arrivedAt = batch.arrivedAt }
            return batch
        }
        return try batch.map { try JSONCoding.decode([PointRecord].self, from: $0.json) }
    }
}
