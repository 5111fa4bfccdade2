/// A run of the scenario, with the times of its changes.
package struct SimulatedRun: Sendable {
    /// The time it was due, from which the next one is computed.
    var due: Duration
    var began: Duration
    var ended: Duration
    var hasFailed: Bool
    /// The times at which steps were completed.
    var steps: [Duration]

    init(due: Duration, began: Duration, ended: Duration, hasFailed: Bool, steps: [Duration]) {
        self.due = due
        self.began = began
        self.ended = ended
        self.hasFailed = hasFailed
        self.steps = steps
    }

    /// Makes a run from a record of it.
    package init(due: Duration, began: Duration, ended: Duration, hasFailed: Bool) {
        self.init(due: due, began: began, ended: ended, hasFailed: hasFailed, steps: [])
    }
}

/// A visible change of a job.
struct SimulatedChange: Sendable {
    enum Sort: Sendable { case start, step, end }

    var sort: Sort
    var time: Duration
    /// The index of the run.
    var run: Int
}
