package import Console
package import PipelineAPI

package import struct FoundationEssentials.Date

/// Loads the runs of a job page by page.
package struct RunHistory: Sendable {
    private let api: any APICaller

    package init(api: any APICaller) { self.api = api }

    /// Returns the API's status of a word in any case.
    package static func status(_ word: String) throws(CommandFailure) -> RunStatus {
        let known = RunStatus.known.first { $0.rawValue.lowercased() == word.lowercased() }
        if let known { return known }
        throw CommandFailure(
            .usage,
            "'\(word)' is no status of a run: use \(RunStatus.listing.lowercased())"
        )
    }

    /// Returns the newest runs that are asked for.
    package func runs(
        of job: String,
        _ selection: RunSelection
    ) async throws(CommandFailure) -> [Run] {
        // A rerun keeps its place in the history, so that a run that began since stands among earlier ones.
        let size = selection.since == nil ? selection.most : ListRuns.mostSize
        let runs = try await runs(of: job, selection.status, pages: min(size, ListRuns.mostSize)) {
            selection.isMet(by: $0)
        }
        return selection.taken(from: runs)
    }

    /// Returns the newest runs of every job in one list, newest first, as rows of ``ResourceID/allRuns``.
    ///
    /// `report` gets the number of jobs that were asked and of all, after each.
    package func rowsOfAllJobs(
        _ selection: RunSelection,
        report: @escaping @Sendable (Int, Int) -> Void
    ) async throws(CommandFailure) -> [Row] {
        let jobs = EachJob(api: api, report: report)
        let answers = try await jobs.ask(try await jobs.names) { await result(of: $0, selection) }
        let runs = answers.flatMap { job, runs in runs.map { (job: job, run: $0) } }
        let sorted = runs.sorted { left, right in
            (right.run.began, left.job, right.run.runId)
                < (left.run.began, right.job, left.run.runId)
        }
        return sorted.map { ResourceCatalogue.rowOfAllRuns($0.run, of: $0.job) }
    }

    func result(
        of job: String,
        _ selection: RunSelection
    ) async -> Result<[Run], CommandFailure> {
        do throws(CommandFailure) {
            return .success(try await runs(of: job, selection))
        } catch { return .failure(error) }
    }

    /// Returns the newest runs, back to the last that began before a time.
    package func runs(of job: String, since date: Date) async throws(CommandFailure) -> [Run] {
        try await runs(of: job, nil, pages: ListRuns.mostSize) { $0.reach(backTo: date) }
    }

    /// Loads pages until there are enough runs or no more; a run that ends meanwhile is not listed twice.
    private func runs(
        of job: String,
        _ status: RunStatus?,
        pages size: Int,
        until isEnough: ([Run]) -> Bool
    ) async throws(CommandFailure) -> [Run] {
        do throws(APIError) {
            let job = try JobName(job)
            var runs: [Run] = []
            var page = 1
            while runs.isEmpty || !isEnough(runs) {
                let answer = try await api.send(
                    ListRuns(job: job, page: page, size: size, sortBy: "-runId", status: status)
                )
                let last = runs.last?.runId ?? .max
                runs += answer.history.filter { $0.runId < last }
                if answer.history.count < size { break }
                page += 1
            }
            return runs
        } catch {
            throw await ItemLookup(api: api).explained(error, in: .job(job))
        }
    }
}
