package import FoundationEssentials
package import PipelineAPI

/// Long work with how far it has got, as a file has it: what a lost session leaves to the next start.
///
/// It is written before each change is sent, so that none is sent twice: what was being sent when the process ended is
/// looked up first.
package struct WorkRecord<Progress: WorkProgress>: Codable, Equatable, Sendable {
    /// The version of the file's format; other versions are not read.
    private let version: Int
    /// The service that the work is done on.
    package let endpoint: String
    package let begun: Timestamp
    package var progress: Progress

    package init(_ progress: Progress, on endpoint: String, at now: Date) {
        version = currentVersion
        self.endpoint = endpoint
        begun = Timestamp(now)
        self.progress = progress
    }

    package var data: Data? { try? JSONCoding.encode(self) }

    /// Returns what is left to do on an endpoint; `nil` where there is nothing, or the file is of another version.
    package static func unfinished(in data: Data, on endpoint: String) -> WorkRecord? {
        guard var record = try? JSONCoding.decode(WorkRecord.self, from: data),
            record.version == currentVersion, record.endpoint == endpoint, record.progress.isSound,
            record.progress.isLeft
        else { return nil }
        record.progress = record.progress.resumed
        return record
    }

    package var summary: LocalizedText { progress.leftSummary }
}

private let currentVersion = 1

package typealias RerunRecord = WorkRecord<RerunProgress>
package typealias BackfillRecord = WorkRecord<BackfillProgress>
