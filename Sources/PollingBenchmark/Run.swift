/// A run as it really was.
struct Run: Sendable {
    var began: Duration
    var ended: Duration
    var hasFailed: Bool
    /// Steps that became visible on the way.
    var steps: [Duration]
}

/// One thing that can be seen of a job.
struct Change: Sendable {
    enum Sort: Sendable { case start, step, end }

    var sort: Sort
    var time: Duration
    /// Of which run.
    var run: Int
}
