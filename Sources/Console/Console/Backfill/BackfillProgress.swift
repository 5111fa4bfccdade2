package import PipelineAPI

/// How far the starts of a plan have got, and what is to be asked next.
///
/// **Invariants:** before a start is sent the job's newest run is known and has ended, so that the run that the start makes is the first one
/// after it; a start whose answer was lost is looked for before anything else is sent.
package struct BackfillProgress: WorkProgress {
    package enum State: Codable, Equatable, Sendable {
        case waiting
        /// The job's newest run is looked at before the start.
        case checking
        /// The start is sent next; the number of the newest run before it, 0 for none.
        case due(after: Int)
        case sending(after: Int)
        /// The answer was lost; a run after this one says that the start arrived.
        case unsure(after: Int)
        /// The start was acknowledged; its run is looked for.
        case started(after: Int)
        case running
        case succeeded
        case failed(LocalizedText)
        /// It was halted before it was sent.
        case notSent
        /// It was halted while the run went on.
        case leftRunning
    }

    /// One request that is to be sent.
    package enum Request: Equatable, Sendable {
        /// Ask for the newest runs.
        case look
        case start(ActionRequest)
    }

    struct Entry: Codable, Equatable, Sendable {
        var state = State.waiting
        /// The step's run as it was seen last.
        var run: Run?
        var due = Duration.zero
        /// Starts that were sent.
        var sent = 0
        var looks = 0
        var failures = 0

        /// The rest is about the time of one process.
        private enum CodingKeys: String, CodingKey { case state, run, sent }
    }

    package let plan: BackfillPlan
    var entries: [Entry]
    package var isHalted = false
    package private(set) var trouble: LocalizedText?

    private enum CodingKeys: String, CodingKey { case plan, entries, isHalted }

    package init(_ plan: BackfillPlan) {
        self.plan = plan
        entries = plan.steps.map { _ in Entry() }
        advance(at: .zero)
    }

    package var states: [State] { entries.map(\.state) }
    package var runs: [Run?] { entries.map(\.run) }
    package var isOver: Bool { states.allSatisfy(\.isOver) }

    /// The step that is under way; `nil` where all are over.
    var current: Int? { states.firstIndex { !$0.isOver && $0 != .waiting } }

    package mutating func next(at now: Duration) -> WorkNext<Request> {
        advance(at: now)
        guard let step = current else { return .over }
        let due = entries[step].due
        guard due <= now else { return .wait(due - now) }
        switch entries[step].state {
        case .due(let number):
            entries[step].state = .sending(after: number)
            return .send(.start(plan.request(step)))
        default: return .send(.look)
        }
    }

    package mutating func halt() {
        isHalted = true
        for index in entries.indices { entries[index].state.halt() }
    }

    package mutating func refuse(_ reason: LocalizedText) {
        trouble = reason
        for index in entries.indices {
            if case .sending = entries[index].state { entries[index].state = .notSent }
        }
        halt()
    }

    package var isSound: Bool { entries.count == plan.steps.count && !entries.isEmpty }

    /// Whether steps were not sent, or their run not seen to its end; a step that failed is left too, unless the backfill
    /// was to go on after it.
    package var isLeft: Bool {
        states.contains { state in
            switch state {
            case .succeeded: false
            case .failed: !plan.goesOn
            default: true
            }
        }
    }

    package var resumed: BackfillProgress {
        var progress = self
        for index in entries.indices {
            switch states[index] {
            case .sending(let number): progress.entries[index].state = .unsure(after: number)
            case .checking, .due: progress.entries[index] = Entry()
            default: break
            }
        }
        return progress
    }

    package mutating func takeUp() {
        isHalted = false
        for index in entries.indices {
            switch states[index] {
            case .leftRunning: entries[index].state = .running
            case .notSent: entries[index] = Entry()
            case .failed where !plan.goesOn: entries[index] = Entry()
            default: break
            }
        }
        advance(at: .zero)
    }

    mutating func enter(_ state: State, _ step: Int, at due: Duration) {
        entries[step].state = state
        entries[step].due = due
        entries[step].looks = 0
        if isHalted { entries[step].state.halt() }
        if case .failed = state, !plan.goesOn { halt() }
    }

    /// Begins the next step when nothing is under way.
    private mutating func advance(at now: Duration) {
        guard current == nil, let next = states.firstIndex(of: .waiting) else { return }
        enter(.checking, next, at: now)
    }
}

extension BackfillProgress.State {
    package var isOver: Bool {
        switch self {
        case .succeeded, .failed, .notSent, .leftRunning: true
        case .waiting, .checking, .due, .sending, .unsure, .started, .running: false
        }
    }

    fileprivate mutating func halt() {
        switch self {
        case .waiting, .checking, .due: self = .notSent
        case .running: self = .leftRunning
        case .sending, .unsure, .started, .succeeded, .failed, .notSent, .leftRunning: break
        }
    }
}
