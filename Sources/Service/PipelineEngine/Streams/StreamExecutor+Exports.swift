import FoundationEssentials
import PipelineAPI

extension StreamExecutor {
    /// Delivers some batches, then advances the position; a crash in between delivers them again.
    func export(
        _ definition: ExportDefinition,
        of task: StreamTask,
        _ batches: [StoredBatch],
        _ step: StreamStep
    ) async throws {
        guard let source = try await store.repo(named: step.key.repo) else { return }
        try await withScratch { directory in
            let records = BatchReader(batches.map(\.json))
            let delivery = Delivery(
                type: definition.type,
                spec: definition.spec,
                source: task.source,
                idempotencyKey: "\(step.from)-\(step.to)",
                schema: source.repo.storedFields,
                nextRecords: { try records.next() },
                time: step.time,
                workDirectory: directory
            )
            try await destination.deliver(delivery)
        }
        _ = try await store.commit(step)
    }
}
