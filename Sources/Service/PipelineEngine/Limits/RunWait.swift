/// What a run waits for, in words.
struct RunWait {
    /// The job whose run waits.
    var job: String
    /// The runs that have a slot, the longest first.
    var running: [RunKey]
    /// The maximum number of concurrent runs.
    var parallel: Int

    /// How many runs are named; the others are counted.
    private static let named = 3

    /// `nil` where the run has nothing to wait for but its turn, which comes at once.
    var reason: String? {
        if let own = running.first(where: { $0.job == job }) {
            return "waits for run \(own.runId) of this job to end: a job runs once at a time"
        }
        guard running.count >= parallel else { return nil }
        var names = running.prefix(RunWait.named).map { "run \($0.runId) of '\($0.job)'" }
        if running.count > names.count { names.append("\(running.count - names.count) more") }
        let list =
            names.count == 1
            ? names[0] : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
        return
            "waits for one of \(parallel) slots, taken by \(list): stop one, or start the service "
            + "with more --parallel-runs"
    }
}
