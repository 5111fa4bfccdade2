package import Console
package import PipelineAPI

/// Finds the runs that a repair is for: of jobs that were named, of runs of one job, or of all that fails.
package struct FailingRuns: Sendable {
    private let api: any APICaller
    private let report: @Sendable (Int, Int) -> Void
    private static let atOnce = 8

    /// `report` gets the number of jobs that were asked and of all, after each.
    package init(
        api: any APICaller,
        report: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) {
        self.api = api
        self.report = report
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
        let jobs: [String]
        do throws(APIError) {
            jobs = try await api.send(ListJobs()).jobs.compactMap(\.name)
        } catch { throw CommandFailure(error) }
        var (chosen, unknown): ([RunID: Run], [String]) = ([:], [])
        await withTaskGroup(of: (String, Result<Run?, CommandFailure>).self) { group in
            var rest = jobs[...]
            func askNext() {
                guard let job = rest.popFirst() else { return }
                group.addTask { (job, await result(of: job)) }
            }
            for _ in 0..<Self.atOnce { askNext() }
            var done = 0
            for await (job, result) in group {
                done += 1
                report(done, jobs.count)
                askNext()
                switch result {
                case .success(let run?) where run.status == .failed:
                    chosen[RunID(job: job, number: run.runId)] = run
                case .success: break
                case .failure: unknown.append(job)
                }
            }
        }
        guard unknown.isEmpty else {
            throw CommandFailure(
                .unreachable,
                "the runs of \(unknown.count) of \(jobs.count) jobs cannot be asked for, '\(unknown.sorted()[0])' first: try again, or name the jobs"
            )
        }
        guard !chosen.isEmpty else {
            throw CommandFailure(.refused, "no job fails now: there is nothing to repair")
        }
        return RerunChoice(chosen.keys.inOrder, known: chosen)
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

extension Sequence<RunID> {
    fileprivate var inOrder: [RunID] { sorted { ($0.job, $0.number) < ($1.job, $1.number) } }
}
