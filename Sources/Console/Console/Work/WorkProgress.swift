package import PipelineAPI
package import Screen

/// How far long work has got, and what is to be asked next: a value that ``WorkRunner`` follows.
///
/// **Invariant:** a change is marked as being sent from before it is sent until its outcome is known, so that a file
/// written in between says what must be looked up.
package protocol WorkProgress: Codable, Equatable, Sendable {
    associatedtype Request: Equatable & Sendable

    /// Returns what is to be done now, by the time of this process.
    mutating func next(at now: Duration) -> WorkNext<Request>
    /// Sends no further change; what was sent goes on, and an unknown outcome is still looked up.
    mutating func halt()
    /// Sends nothing more, since what it would do cannot be kept; the request handed out last was not sent.
    mutating func refuse(_ reason: LocalizedText)

    var kind: WorkKind { get }
    var isHalted: Bool { get }
    /// Why nothing more is sent, where that was not asked for.
    var trouble: LocalizedText? { get }
    var isOver: Bool { get }
    var isSuccess: Bool { get }
    /// Whether another process has something to go on with.
    var isLeft: Bool { get }
    /// Whether a value from a file agrees with itself.
    var isSound: Bool { get }
    /// The progress as another process goes on with it: what was being sent is looked up.
    var resumed: Self { get }

    /// Begins again what was halted, or has failed, where that is how it goes on.
    mutating func takeUp()

    /// The jobs whose runs it begins, each once.
    var jobs: [String] { get }
    /// What is done, as the title of its dialog: `Rerun 3 runs`.
    var title: LocalizedText { get }
    /// `3 of 4 succeeded, 1 failed`.
    var summary: LocalizedText { get }
    /// What was done of it before a session was lost: `a repair of 14 runs: 9 done, 1 failed`.
    var leftSummary: LocalizedText { get }
    /// What is left to do, one sentence a line.
    var rest: [LocalizedText] { get }
    /// The changes that are left to send, as requests.
    var calls: [String] { get }
    /// The steps, and those of them that are over.
    var count: Int { get }
    var overCount: Int { get }
    /// What is said above the steps, such as the time that is left.
    var note: LocalizedText? { get }
    /// The step that is to be in sight; `nil` for the first ones.
    var currentLine: Int? { get }
    /// A line for each step.
    func lines(_ glyphs: Glyphs) -> [DetailLine]
}

/// What is to be done now.
package enum WorkNext<Request: Equatable & Sendable>: Equatable, Sendable {
    case send(Request)
    case wait(Duration)
    case over
}

/// A change that was sent, with what came of it: a line of the audit file.
package struct WorkOutcome: Equatable, Sendable {
    package let request: ActionRequest
    package let result: Result<LocalizedText, APIError>
}

extension WorkProgress {
    package mutating func takeUp() {}

    package var note: LocalizedText? { nil }

    package var currentLine: Int? { nil }
}

/// When something is asked again.
package enum WorkPace {
    /// How often a change is sent whose answers are lost, though it is shown each time that it was not done.
    static let mostSent = 3
    /// How often the same is looked at after a lost answer, since the request may still be under way.
    static let unsureLooks = 2
    /// How long the service may take to make a run, and how often an unknown run is asked for.
    package static let mostLooksForNew = 20
    package static let mostFailures = 20

    /// The pause until the next look at a run: the longer it takes, the longer.
    package static func pause(after looks: Int) -> Duration {
        switch looks {
        case ..<10: .seconds(1)
        case ..<60: .seconds(2)
        default: .seconds(10)
        }
    }

    /// The pause after looks without an answer, one after the other.
    package static func pause(afterFailures failures: Int) -> Duration {
        .seconds(min(30, 1 << min(failures, 5)))
    }
}
