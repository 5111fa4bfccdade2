import Console
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

    /// Returns the newest runs, at most `most`.
    package func runs(
        of job: String,
        status: RunStatus?,
        most: Int
    ) async throws(CommandFailure) -> [Run] {
        let runs = try await runs(of: job, status, pages: min(most, ListRuns.mostSize)) {
            $0.count >= most
        }
        return Array(runs.prefix(most))
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
