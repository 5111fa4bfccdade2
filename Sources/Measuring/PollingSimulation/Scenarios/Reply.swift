/// The result of a request about a job.
enum Reply: Sendable {
    /// The newest run, if there is one.
    case newest(SeenRun?)
    /// The request was refused by the rate limit.
    case refused
    /// The service failed to answer the request.
    case faulted
    /// The service cannot be reached.
    case unreachable
}

/// A run as an answer describes it.
struct SeenRun: Equatable, Sendable {
    var number: Int
    /// The time it was due.
    var due: Duration
    var began: Duration
    /// The number of completed steps.
    var steps: Int
    /// `nil` while it is Running.
    var ended: Duration?
}
