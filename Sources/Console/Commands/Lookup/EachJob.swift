import PipelineAPI

/// Asks the same of many jobs, a few at a time.
struct EachJob: Sendable {
    let api: any APICaller
    /// Gets the number of jobs that were asked and of all, after each.
    let report: @Sendable (Int, Int) -> Void
    private static let atOnce = 8

    /// The names of all jobs of the service.
    var names: [String] {
        get async throws(CommandFailure) {
            do throws(APIError) {
                return try await api.send(ListJobs()).jobs.compactMap(\.name)
            } catch { throw CommandFailure(error) }
        }
    }

    /// Returns the answers in the order of the jobs.
    ///
    /// *Throws* where one job cannot be asked, since an answer without it would be wrong without a word.
    func ask<Answer: Sendable>(
        _ jobs: [String],
        _ question: @Sendable @escaping (String) async -> Result<Answer, CommandFailure>
    ) async throws(CommandFailure) -> [(job: String, answer: Answer)] {
        var answers: [String: Answer] = [:]
        var failures: [String: CommandFailure] = [:]
        await withTaskGroup(of: (String, Result<Answer, CommandFailure>).self) { group in
            var rest = jobs[...]
            func askNext() {
                guard let job = rest.popFirst() else { return }
                group.addTask { (job, await question(job)) }
            }
            for _ in 0..<Self.atOnce { askNext() }
            var done = 0
            for await (job, result) in group {
                done += 1
                report(done, jobs.count)
                askNext()
                switch result {
                case .success(let answer): answers[job] = answer
                case .failure(let failure): failures[job] = failure
                }
            }
        }
        if let failure = failure(failures, of: jobs.count) { throw failure }
        return jobs.compactMap { job in answers[job].map { (job, $0) } }
    }

    /// Returns what is said of jobs that could not be asked: a refusal as it is, the rest together.
    private func failure(_ failures: [String: CommandFailure], of count: Int) -> CommandFailure? {
        let inOrder = failures.sorted { $0.key < $1.key }
        guard let first = inOrder.first else { return nil }
        if let refusal = inOrder.first(where: { $0.value.reason != .unreachable }) {
            return refusal.value
        }
        guard count > 1 else { return first.value }
        return CommandFailure(
            .unreachable,
            "the runs of \(failures.count) of \(count) jobs cannot be asked for, '\(first.key)' first: try again, or name the jobs"
        )
    }
}
