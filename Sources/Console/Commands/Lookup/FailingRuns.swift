package import Console
package import PipelineAPI

package import struct FoundationEssentials.Date

/// Finds the runs that are to run again: of jobs that were named, of runs of one job, or of all that fails.
package struct FailingRuns: Sendable {
    private let api: any APICaller
    private let jobs: EachJob

    /// `report` gets the number of jobs that were asked and of all, after each.
    package init(
        api: any APICaller,
        report: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) {
        self.api = api
        jobs = EachJob(api: api, report: report)
    }

    /// Returns the newest runs of jobs; throws where one of them has none, or it has not failed.
    package func newest(of jobs: [String]) async throws(CommandFailure) -> RerunChoice {
        var chosen: [RunID: Run] = [:]
        for job in jobs {
            guard let run = try await run(ListRuns.newest, of: job) else {
                throw CommandFailure(
                    .refused,
                    "'\(job)' has no run yet: there is nothing to repair"
                )
            }
            chosen[RunID(job: job, number: run.runId)] = run
        }
        return try choice(of: chosen)
    }

    /// Returns runs of one job; throws where one of them is not there, or has not failed.
    package func runs(_ numbers: [Int], of job: String) async throws(CommandFailure) -> RerunChoice
    {
        var chosen: [RunID: Run] = [:]
        for number in numbers {
            chosen[RunID(job: job, number: number)] = try await run(number, of: job)
        }
        return try choice(of: chosen)
    }

    /// Returns the newest runs of all jobs whose newest run failed; throws where there is none, or a job cannot be
    /// asked.
    package func all() async throws(CommandFailure) -> RerunChoice {
        let failed = try await failedNewest(of: try await jobs.names)
        guard !failed.isEmpty else {
            throw CommandFailure(.refused, "no job fails now: there is nothing to repair")
        }
        return RerunChoice(failed.keys.inOrder, known: failed)
    }

    /// Returns what failed of jobs, of all where none is named: every failed run that began since a time, without one
    /// the newest run of each job; throws where there is none.
    package func failed(
        of named: [String],
        since date: Date?
    ) async throws(CommandFailure) -> RerunChoice {
        let names: [String] = named.isEmpty ? try await jobs.names : named.withoutRepetitions
        let failed: [RunID: Run]
        if let date {
            failed = try await failedRuns(of: names, since: date)
        } else {
            failed = try await failedNewest(of: names)
        }
        guard !failed.isEmpty else {
            let jobs = names.map { "'\($0)'" }.joined(separator: ", ")
            let place = named.isEmpty ? "" : " of \(jobs)"
            let what =
                date == nil
                ? "no newest run\(place) has failed" : "no run\(place) has failed since"
            throw CommandFailure(.refused, "\(what): there is nothing to rerun")
        }
        return RerunChoice(failed.keys.inOrder, known: failed)
    }

    private func failedNewest(of names: [String]) async throws(CommandFailure) -> [RunID: Run] {
        let answers = try await jobs.ask(names) { await result(of: $0) }
        var failed: [RunID: Run] = [:]
        for case (let job, let run?) in answers where run.status == .failed {
            failed[RunID(job: job, number: run.runId)] = run
        }
        return failed
    }

    private func failedRuns(
        of names: [String],
        since date: Date
    ) async throws(CommandFailure) -> [RunID: Run] {
        let history = RunHistory(api: api)
        let answers = try await jobs.ask(names) {
            await history.result(of: $0, RunSelection(status: .failed, since: date))
        }
        var failed: [RunID: Run] = [:]
        for (job, runs) in answers {
            for run in runs { failed[RunID(job: job, number: run.runId)] = run }
        }
        return failed
    }

    private func result(of job: String) async -> Result<Run?, CommandFailure> {
        do throws(CommandFailure) {
            return .success(try await run(ListRuns.newest, of: job))
        } catch { return .failure(error) }
    }

    private func run(_ number: Int, of job: String) async throws(CommandFailure) -> Run? {
        do throws(APIError) {
            return try await api.send(ListRuns(job: try JobName(job), runId: number)).history.first
        } catch { throw await ItemLookup(api: api).explained(error, in: .job(job)) }
    }

    private func choice(of chosen: [RunID: Run]) throws(CommandFailure) -> RerunChoice {
        let well = chosen.filter { !$0.value.status.isRepairable }.keys.inOrder
        if let first = well.first, let run = chosen[first] {
            throw CommandFailure(
                .refused,
                "\(first.localized.english) is \(run.status): only what has failed is repaired"
            )
        }
        return RerunChoice(chosen.keys.inOrder, known: chosen)
    }
}

extension [String] {
    /// The texts in their order, each once.
    fileprivate var withoutRepetitions: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Sequence<RunID> {
    fileprivate var inOrder: [RunID] { sorted { ($0.job, $0.number) < ($1.job, $1.number) } }
}
