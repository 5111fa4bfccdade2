package import FoundationEssentials
package import PipelineAPI

/// A run beside an earlier one of its job, and what was changed in between.
package struct RunComparison: Equatable, Sendable {
    /// A change of the job's definition that was seen between the two runs.
    package struct Change: Equatable, Sendable {
        package let seen: Timestamp
        /// The lines that it added and removed.
        package let lines: [LineDifference]
        /// The first run after it, and the first of those that failed.
        package let firstRun: Run?
        package let firstFailure: Run?
    }

    package let run: Run
    /// The other run: the last successful one before, unless another was asked for; `nil` if none is known.
    package let other: Run?
    /// Oldest first.
    package let changes: [Change]
    /// Since when the definition is known; `nil` if it was never seen.
    package let knownSince: Timestamp?

    /// `runs` are those known of the job, newest first; `versions` those of its definition, oldest first.
    package init(_ run: Run, with other: Run?, among runs: [Run], versions: [DefinitionVersion]) {
        self.run = run
        self.other = other ?? RunComparison.lastGood(before: run, among: runs)
        knownSince = versions.first?.seen
        let begin = self.other?.began ?? .distantPast
        changes = zip(versions, versions.dropFirst()).compactMap { before, after in
            guard let seen = after.seen.date, seen > begin, seen <= run.ended else { return nil }
            let later = runs.filter { $0.began >= seen }.reversed()
            return Change(
                seen: after.seen,
                lines: .between(before.text, and: after.text),
                firstRun: later.first,
                firstFailure: later.first { $0.status == .failed }
            )
        }
    }

    private static func lastGood(before run: Run, among runs: [Run]) -> Run? {
        runs.first { $0.runId < run.runId && $0.status == .successful }
    }
}

extension Run {
    /// When it began; its batch time where it did not.
    package var began: Date { (startTime?.date ?? batchTime.date) ?? .distantPast }

    /// When it ended; the distant future of a run that is not over.
    fileprivate var ended: Date {
        status.isFinal ? endTime?.date ?? began : .distantFuture
    }
}
