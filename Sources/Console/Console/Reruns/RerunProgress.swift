package import PipelineAPI

import struct FoundationEssentials.Date

/// How far the runs of a plan have got, and what is to be asked next: a value that the runner follows.
///
/// **Invariants:** a run is looked at before it is rerun, and the rerun is sent only if all that it waits for has
/// succeeded; a step is `sending` from before its rerun is sent until the outcome is known, so that a file written in
/// between says what must be looked up; after an answer that says nothing of the outcome the run is looked at before anything else is
/// sent for it; a run that has begun again since its upstream's success is followed, not rerun.
package struct RerunProgress: WorkProgress {
    package enum State: Codable, Equatable, Sendable {
        /// What it depends on has not succeeded yet, or others are under way.
        case waiting
        /// The run is looked at before it is rerun.
        case checking
        /// The run is rerun next, as it was seen.
        case due(Run)
        /// The rerun is being sent; the run as it was before.
        case sending(Run)
        /// The answer was lost; the run as it was before says whether it began.
        case unsure(Run)
        /// The run goes on; `before` is what it was before the rerun.
        case running(before: Run?)
        /// The service is to make the run.
        case expected
        case succeeded
        case failed(LocalizedText)
        /// The step of this index has not succeeded.
        case notRun(because: Int)
        /// It was halted before it was sent.
        case notSent
        /// It was halted while the run went on.
        case leftRunning
    }

    /// One request that is to be sent.
    package struct Request: Equatable, Sendable {
        package enum Kind: Equatable, Sendable {
            /// Ask for the run by its id.
            case look(RunID)
            /// Ask for the newest run of a batch time.
            case find(job: String, Timestamp)
            case rerun(RunID)
        }

        package let step: Int
        package let kind: Kind
    }

    struct Entry: Codable, Equatable, Sendable {
        var state = State.waiting
        /// The run as it was seen last.
        var run: Run?
        /// When it may be asked about next.
        var due = Duration.zero
        /// Reruns that were sent.
        var sent = 0
        /// Looks since the state has changed.
        var looks = 0
        /// Looks without an answer, one after the other.
        var failures = 0

        /// The rest is about the time of one process.
        private enum CodingKeys: String, CodingKey { case state, run, sent }
    }

    package let plan: RerunPlan
    var entries: [Entry]
    package private(set) var isHalted = false
    /// Why nothing more is sent, where that was not asked for.
    package private(set) var trouble: LocalizedText?
    private let atOnce: Int

    private enum CodingKeys: String, CodingKey { case plan, entries, isHalted, atOnce }

    /// The number of runs that may be under way at one time, unless something else is asked for.
    package static let defaultAtOnce = 4

    /// At most `atOnce` runs, from 1, are under way at one time.
    package init(_ plan: RerunPlan, atOnce: Int = RerunProgress.defaultAtOnce) {
        self.plan = plan
        self.atOnce = max(1, atOnce)
        entries = plan.steps.map { Entry(run: $0.run) }
        advance(at: .zero)
    }

    package var states: [State] { entries.map(\.state) }

    /// The runs as they were seen last.
    package var runs: [Run?] { entries.map(\.run) }

    package var isOver: Bool { states.allSatisfy(\.isOver) }

    /// Returns what is to be done now.
    package mutating func next(at now: Duration) -> WorkNext<Request> {
        advance(at: now)
        let open = entries.indices.filter { entries[$0].state.isAsked }
        guard let step = open.min(by: { entries[$0].due < entries[$1].due }) else { return .over }
        let due = entries[step].due
        guard due <= now else { return .wait(due - now) }
        let planned = plan.steps[step]
        switch (entries[step].state, id(of: step)) {
        case (.due(let before), let id?):
            entries[step].state = .sending(before)
            return .send(Request(step: step, kind: .rerun(id)))
        case (_, let id?): return .send(Request(step: step, kind: .look(id)))
        case (_, nil):
            return .send(Request(step: step, kind: .find(job: planned.job, planned.batchTime)))
        }
    }

    /// Sends no further rerun; what was sent goes on, and an unknown outcome is still looked up.
    package mutating func halt() {
        isHalted = true
        for index in entries.indices { entries[index].state.halt() }
    }

    /// Sends nothing more, since what it would do cannot be kept; the request handed out last was not sent.
    package mutating func refuse(_ reason: LocalizedText) {
        trouble = reason
        for index in entries.indices {
            if case .sending = entries[index].state { entries[index].state = .notSent }
        }
        halt()
    }

    /// Whether the places in a value from a file are those of its plan.
    package var isSound: Bool {
        entries.count == plan.steps.count && atOnce > 0 && plan.isOrdered
            && states.allSatisfy { state in
                guard case .notRun(let cause) = state else { return true }
                return entries.indices.contains(cause)
            }
    }

    /// The progress as another process goes on with it: what was being sent is looked up.
    package var resumed: RerunProgress {
        var progress = self
        for index in entries.indices {
            guard case .sending(let before) = entries[index].state else { continue }
            progress.enter(.unsure(before), index, at: .zero)
        }
        return progress
    }

    /// The id of a step's run; `nil` until the service has made it.
    package func id(of step: Int) -> RunID? {
        entries[step].run.map { RunID(job: plan.steps[step].job, number: $0.runId) }
    }

    /// When the last of what a step waits for has ended; `nil` where it waits for nothing.
    func upstreamEnd(of step: Int) -> Timestamp? {
        plan.steps[step].after.compactMap { entries[$0].run?.endTime }.max {
            ($0.date ?? .distantPast) < ($1.date ?? .distantPast)
        }
    }

    mutating func enter(_ state: State, _ step: Int, at due: Duration) {
        entries[step].state = state
        entries[step].due = due
        entries[step].looks = 0
        if isHalted { entries[step].state.halt() }
    }

    /// Begins the steps whose turn has come, and gives up those whose upstream has not succeeded.
    private mutating func advance(at now: Duration) {
        for (index, step) in plan.steps.enumerated() where entries[index].state == .waiting {
            let upstream = step.after.map { entries[$0].state }
            if let place = upstream.firstIndex(where: { $0.isOver && $0 != .succeeded }) {
                entries[index].state = isHalted ? .notSent : .notRun(because: step.after[place])
            } else if upstream.allSatisfy({ $0 == .succeeded }),
                entries.count(where: { $0.state.isUnderWay }) < atOnce
            {
                enter(step.run == nil ? .expected : .checking, index, at: now)
            }
        }
    }
}

extension RerunProgress.State {
    package var isOver: Bool {
        switch self {
        case .succeeded, .failed, .notRun, .notSent, .leftRunning: true
        case .waiting, .checking, .due, .sending, .unsure, .running, .expected: false
        }
    }

    var isUnderWay: Bool { !isOver && self != .waiting }

    /// Whether something is to be asked about it.
    fileprivate var isAsked: Bool {
        if case .sending = self { return false }
        return isUnderWay
    }

    fileprivate mutating func halt() {
        switch self {
        case .waiting, .checking, .due: self = .notSent
        case .running, .expected: self = .leftRunning
        case .sending, .unsure, .succeeded, .failed, .notRun, .notSent, .leftRunning: break
        }
    }
}
