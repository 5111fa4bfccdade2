package import FoundationEssentials
package import PipelineAPI

/// Reruns with how far they have got, as a file has them: what a lost session leaves to the next start.
///
/// It is written before each rerun is sent, so that none is sent twice: what was being sent when the process ended is
/// looked up in the history first.
package struct RerunRecord: Codable, Equatable, Sendable {
    /// The version of the file's format; other versions are not read.
    private let version: Int
    /// The service that the runs are of.
    package let endpoint: String
    package let begun: Timestamp
    package var progress: RerunProgress

    private static let currentVersion = 1

    package init(_ progress: RerunProgress, on endpoint: String, at now: Date) {
        version = RerunRecord.currentVersion
        self.endpoint = endpoint
        begun = Timestamp(now)
        self.progress = progress
    }

    package var data: Data? { try? JSONCoding.encode(self) }

    /// Returns what is left to do on an endpoint; `nil` where there is nothing, or the file is of another version.
    package static func unfinished(in data: Data, on endpoint: String) -> RerunRecord? {
        guard var record = try? JSONCoding.decode(RerunRecord.self, from: data),
            record.version == currentVersion, record.endpoint == endpoint, record.progress.isSound,
            !record.progress.isOver
        else { return nil }
        record.progress = record.progress.resumed
        return record
    }

    /// `a repair of 14 runs: 9 done, 1 failed`.
    package var summary: LocalizedText {
        let states = progress.states
        let failed = states.count { if case .failed = $0 { true } else { false } }
        let done = states.count { $0 == .succeeded }
        let runs: LocalizedText = states.count == 1 ? "1 run" : "\(states.count) runs"
        return failed == 0
            ? "a repair of \(runs): \(done) done"
            : "a repair of \(runs): \(done) done, \(failed) failed"
    }
}

extension ChangePlan {
    /// Returns the plan of going on with reruns that another session has begun.
    package static func resume(_ record: RerunRecord) -> ChangePlan {
        let progress = record.progress
        let open = progress.states.indices.filter { !progress.states[$0].isOver }
        let calls = open.filter { !progress.states[$0].hasBegun }
            .compactMap { progress.plan.call(of: $0) }
        let rest = open.map { step -> LocalizedText in
            "\(progress.name(of: step)): \(progress.text(of: step))"
        }
        return ChangePlan(
            title: "\(record.summary); go on?",
            consequences: rest + [
                "Each run is looked at before it is rerun, so that nothing is sent twice."
            ],
            call: calls.first ?? "",
            times: max(1, calls.count)
        )
    }
}

extension RerunProgress.State {
    /// Whether the run goes on, so that no rerun of it is to be sent.
    fileprivate var hasBegun: Bool {
        switch self {
        case .running, .expected: true
        default: false
        }
    }
}
