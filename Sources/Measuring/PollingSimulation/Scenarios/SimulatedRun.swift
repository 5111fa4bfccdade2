/// A run as it really was.
package struct SimulatedRun: Sendable {
    /// When it was to begin: what the next one is counted from.
    var due: Duration
    var began: Duration
    var ended: Duration
    var hasFailed: Bool
    /// Steps that became visible on the way.
    var steps: [Duration]

    init(due: Duration, began: Duration, ended: Duration, hasFailed: Bool, steps: [Duration]) {
        self.due = due
        self.began = began
        self.ended = ended
        self.hasFailed = hasFailed
        self.steps = steps
    }

    /// One that is told of afterwards.
    package init(due: Duration, began: Duration, ended: Duration, hasFailed: Bool) {
        self.init(due: due, began: began, ended: ended, hasFailed: hasFailed, steps: [])
    }
}

/// One thing that can be seen of a job.
struct SimulatedChange: Sendable {
    enum Sort: Sendable { case start, step, end }

    var sort: Sort
    var time: Duration
    /// Of which run.
    var run: Int
}
