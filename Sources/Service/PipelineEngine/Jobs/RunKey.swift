/// Which run of which job.
struct RunKey: Hashable, Sendable {
    var job: String
    var runId: Int
}
