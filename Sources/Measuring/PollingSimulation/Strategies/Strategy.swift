/// A way to spend a budget of questions on jobs; it is told answers and nothing else of the scenario.
protocol Strategy {
    /// The rows that are in sight from now on.
    mutating func look(at rows: [Int], at now: Duration)
    /// The jobs to ask about now.
    mutating func take(at now: Duration) -> [Int]
    mutating func finish(_ job: Int, _ reply: Reply, at now: Duration)
    /// When there will be something to ask again; `nil` until an answer is back.
    func nextDue(at now: Duration) -> Duration?
}

/// What all strategies may spend.
struct Budget: Sendable {
    var perSecond = 5.0
    var burst = 20.0
    var mostInFlight = 8
}
