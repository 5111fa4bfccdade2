/// What comes back for a question about a job.
enum Reply: Sendable {
    /// The newest run, if there was any.
    case newest(SeenRun?)
    /// This question was refused.
    case refused
    /// The service failed at this question.
    case faulted
    /// There is nobody to ask.
    case unreachable
}

/// A run as an answer tells it.
struct SeenRun: Equatable, Sendable {
    var number: Int
    /// When it was to begin.
    var due: Duration
    var began: Duration
    /// How many of its steps are done.
    var steps: Int
    /// `nil` while it is under way.
    var ended: Duration?
}
