import FoundationEssentials
import PipelineAPI
import Synchronization

extension StreamExecutor {
    /// Delivers some batches, then advances the position; a crash in between delivers them again, and no others
    /// with them: what keeps the idempotency key of a delivery would take it for another one.
    ///
    /// `delivered` is the number of points that were delivered before. Returns whether there are batches that were not
    /// delivered.
    func export(
        _ definition: ExportDefinition,
        of task: StreamTask,
        _ batches: [StoredBatch],
        _ step: StreamStep,
        delivered: Int
    ) async throws -> Bool {
        guard let source = try await store.repo(named: step.key.repo) else { return false }
        var step = step
        // Beyond what was read, points of an earlier plan would be passed over.
        step.to = min(step.to, try await store.planDelivery(step))
        let planned = batches.prefix { $0.position <= step.to }
        step.processed = planned.reduce(0) { $0 + $1.count }
        let omitted = Mutex<String?>(nil)
        try await withScratch { [step] directory in
            let records = BatchReader(Array(planned))
            var delivery = Delivery(
                type: definition.type,
                spec: definition.spec,
                source: task.source,
                idempotencyKey: "\(step.from)-\(step.to)",
                schema: source.repo.storedFields,
                nextRecords: { try records.next() },
                time: step.time,
                workDirectory: directory,
                position: step.from
            )
            delivery.firstNumber = delivered
            delivery.arrivedAt = { records.arrivedAt }
            delivery.onOmission = { reason in omitted.withLock { $0 = reason } }
            try await destination.deliver(delivery)
        }
        step.note = omitted.withLock { $0 }
        _ = try await store.commit(step)
        return planned.count < batches.count
    }
}
