package import FoundationEssentials

/// Long work of any kind.
package enum LongWork: Equatable, Sendable {
    case repair(RerunRecord)
    case backfill(BackfillRecord)

    package var progress: any WorkProgress {
        switch self {
        case .repair(let record): record.progress
        case .backfill(let record): record.progress
        }
    }

    package var kind: WorkKind { progress.kind }

    /// The plan of going on with it.
    var resumption: ChangePlan {
        switch self {
        case .repair(let record): .resume(record.progress)
        case .backfill(let record): .resume(record.progress)
        }
    }

    /// What another process goes on with; `nil` where nothing is left.
    var left: LongWork? {
        guard progress.isLeft else { return nil }
        switch self {
        case .repair(var record):
            record.progress = record.progress.resumed
            return .repair(record)
        case .backfill(var record):
            record.progress = record.progress.resumed
            return .backfill(record)
        }
    }

    /// Returns what is left to do on an endpoint of what a file has; `nil` where there is nothing.
    package static func unfinished(
        _ kind: WorkKind,
        in data: Data,
        on endpoint: String
    ) -> LongWork? {
        switch kind {
        case .repair: RerunRecord.unfinished(in: data, on: endpoint).map(LongWork.repair)
        case .backfill: BackfillRecord.unfinished(in: data, on: endpoint).map(LongWork.backfill)
        }
    }
}

extension ChangePlan {
    /// Returns the plan of going on with work that another session has begun.
    package static func resume(_ progress: some WorkProgress) -> ChangePlan {
        ChangePlan(
            title: "\(progress.leftSummary); go on?",
            consequences: progress.rest + [
                "Each run is looked at before anything is sent for it, so that nothing is sent twice."
            ],
            call: progress.calls.first ?? "",
            times: max(1, progress.calls.count)
        )
    }
}
