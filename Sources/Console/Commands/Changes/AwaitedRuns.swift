package import Console
package import PipelineAPI

/// Runs that are waited for until each has ended: a value that ``RunWaiter`` follows.
package struct AwaitedRuns: Equatable, Sendable {
    /// How a run is told from what was there before.
    package enum Beginning: Equatable, Sendable {
        /// The run that was so before it was run again.
        case again(Run)
        /// The first run of the job after this number.
        case next(after: Int)
        /// The run of this number, which has begun.
        case begun(Int)
    }

    package enum Ending: Equatable, Sendable {
        case ended(Run)
        /// The service made no run, or did not run it again.
        case notBegun
        /// It is not in the history any more.
        case gone
        /// Its end is not known.
        case unknown(APIError)
    }

    package struct Entry: Equatable, Sendable {
        package let job: String
        package let beginning: Beginning
        /// The run as it was seen last.
        package fileprivate(set) var run: Run?
        package fileprivate(set) var ending: Ending?
        fileprivate var due = Duration.zero
        fileprivate var looks = 0
        /// Looks without an answer, one after the other.
        fileprivate var failures = 0
    }

    package private(set) var entries: [Entry]

    package init(_ runs: [(job: String, beginning: Beginning)]) {
        entries = runs.map { Entry(job: $0.job, beginning: $0.beginning) }
    }

    /// The run of a row of a job's history that is stopped.
    package init(stoppedRun row: Row, of job: String) {
        if let run: Run = row.item.value() {
            self.init([(job, .begun(run.runId))])
        } else {
            self.init([])
        }
    }

    /// The run of a row of a job's history that is run again.
    package init(rerunRun row: Row, of job: String) {
        if let run: Run = row.item.value() {
            self.init([(job, .again(run))])
        } else {
            self.init([])
        }
    }

    /// The runs of a choice that run again now.
    package init(rerun runs: [RunID], of choice: RerunChoice) {
        self.init(
            runs.compactMap { id in
                choice.known[id].map { (job: id.job, beginning: Beginning.again($0)) }
            }
        )
    }

    package var isOver: Bool { entries.allSatisfy { $0.ending != nil } }

    /// Returns what is to be done now: `send` has the index of the run that is to be looked at.
    package func next(at now: Duration) -> WorkNext<Int> {
        let open = entries.indices.filter { entries[$0].ending == nil }
        guard let index = open.min(by: { entries[$0].due < entries[$1].due }) else { return .over }
        let due = entries[index].due
        return due <= now ? .send(index) : .wait(due - now)
    }

    /// Takes the answer to a look: runs of the job.
    package mutating func receive(_ index: Int, _ result: Result<[Run], APIError>, at now: Duration)
    {
        entries[index].looks += 1
        switch result {
        case .success(let runs):
            entries[index].failures = 0
            see(runs, index, at: now)
        case .failure(let error):
            entries[index].failures += 1
            let failures = entries[index].failures
            guard error.leavesOutcomeOpen, failures < WorkPace.mostFailures else {
                return entries[index].ending = .unknown(error)
            }
            entries[index].due = now + WorkPace.pause(afterFailures: failures)
        }
    }

    private mutating func see(_ runs: [Run], _ index: Int, at now: Duration) {
        let looks = entries[index].looks
        entries[index].due = now + WorkPace.pause(after: looks)
        guard let run = entries[index].found(in: runs) else {
            let isGone = entries[index].number != nil
            if isGone || looks >= WorkPace.mostLooksForNew {
                entries[index].ending = isGone ? .gone : .notBegun
            }
            return
        }
        entries[index].run = run
        guard run.status.isFinal else { return }
        if case .again(let before) = entries[index].beginning, run.isAsBefore(before) {
            if looks >= WorkPace.mostLooksForNew { entries[index].ending = .notBegun }
        } else {
            entries[index].ending = .ended(run)
        }
    }
}

extension AwaitedRuns.Entry {
    /// The number of the run; `nil` until the service has made it.
    package var number: Int? {
        if let run { return run.runId }
        return switch beginning {
        case .again(let run): run.runId
        case .begun(let number): number
        case .next: nil
        }
    }

    /// The run in a sentence: `run 7 of 'daily'`.
    package var name: String {
        number.map { RunID(job: job, number: $0).localized.english } ?? "the run of '\(job)'"
    }

    fileprivate func found(in runs: [Run]) -> Run? {
        if let number { return runs.first { $0.runId == number } }
        guard case .next(let number) = beginning else { return nil }
        return runs.first(after: number)
    }
}
