/// Decides which jobs to poll within a budget of requests; it sees only the answers.
protocol Strategy {
    /// Sets the rows that are in sight from now on.
    mutating func look(at rows: [Int], at now: Duration)
    /// Returns the jobs to poll now.
    mutating func take(at now: Duration) -> [Int]
    mutating func finish(_ job: Int, _ reply: Reply, at now: Duration)
    /// Returns the time of the next request; `nil` until an answer has arrived.
    func nextDue(at now: Duration) -> Duration?
}

/// The budget of requests, the same for all strategies.
struct Budget: Sendable {
    var perSecond = 5.0
    var burst = 20.0
    var mostInFlight = 8
}
