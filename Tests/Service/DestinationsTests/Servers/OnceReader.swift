import PipelineEngine
import Synchronization

/// Records that are returned once, all together.
final class OnceReader: Sendable {
    private let waiting: Mutex<[PointRecord]?>

    init(_ records: [PointRecord]) {
        waiting = Mutex(records.isEmpty ? nil : records)
    }

    func next() -> [PointRecord]? {
        waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
    }
}
