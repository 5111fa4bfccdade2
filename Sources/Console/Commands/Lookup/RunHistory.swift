import Console
package import PipelineAPI

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

    /// Returns the newest runs, at most `count`; a run that ends meanwhile is not listed twice.
    package func runs(
        of job: String,
        status: RunStatus?,
        most: Int
    ) async throws(CommandFailure) -> [Run] {
        do throws(APIError) {
            let job = try JobName(job)
            let size = min(most, ListRuns.mostSize)
            var runs: [Run] = []
            var page = 1
            while runs.count < most {
                let answer = try await api.send(
                    ListRuns(job: job, page: page, size: size, sortBy: "-runId", status: status)
                )
                let last = runs.last?.runId ?? .max
                runs += answer.history.filter { $0.runId < last }
                if answer.history.count < size { break }
                page += 1
            }
            return Array(runs.prefix(most))
        } catch {
            throw await ItemLookup(api: api).explained(error, in: .job(job))
        }
    }
}
