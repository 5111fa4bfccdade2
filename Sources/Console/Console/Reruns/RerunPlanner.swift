package import PipelineAPI

import struct FoundationEssentials.Date

/// Asks the service for what a plan of reruns is made from; it changes nothing.
package struct RerunPlanner: Sendable {
    private let api: any APICaller
    private let pause: @Sendable () async -> Void
    private static let pageSize = 200

    /// `pause` limits the rate: it is awaited between two requests.
    package init(api: any APICaller, pause: @escaping @Sendable () async -> Void) {
        self.api = api
        self.pause = pause
    }

    /// Returns the plan that reruns runs and the runs of the same batch times downstream; those that are known are not
    /// asked for, since each is looked at before its rerun.
    package func plan(
        _ chosen: [RunID],
        known: [RunID: Run] = [:]
    ) async throws(APIError) -> RerunPlan {
        let jobs = try await api.send(ListJobs()).jobs
        var runs: [(job: String, run: Run)] = []
        for id in chosen {
            if let run = known[id] {
                runs.append((id.job, run))
                continue
            }
            await pause()
            let call = ListRuns(job: try JobName(id.job), runId: id.number)
            guard let run = try await api.send(call).history.first else {
                throw APIError(.runNotFound, "there is no \(id.localized.english)")
            }
            runs.append((id.job, run))
        }
        var histories: [String: [Run]] = [:]
        for (job, times) in RerunPlan.needs(chosen: runs, jobs: jobs).sorted(by: { $0.key < $1.key }
        ) {
            histories[job] = try await history(of: job, times)
        }
        return RerunPlan(chosen: runs, jobs: jobs, histories: histories)
    }

    /// Returns the newest run of one batch time; `nil` where there is none.
    func newest(of job: String, at time: Timestamp) async throws(APIError) -> Run? {
        try await history(of: job, [time], isPaused: false)
            .filter { $0.batchTime.isSameMoment(as: time) }.max { $0.runId < $1.runId }
    }

    /// Returns the runs of a job, those of the latest batch times first, as far as some batch times need it.
    private func history(
        of job: String,
        _ times: [Timestamp],
        isPaused: Bool = true
    ) async throws(APIError) -> [Run] {
        let name = try JobName(job)
        let earliest = times.compactMap(\.date).min() ?? .distantPast
        var runs: [Run] = []
        var page = 1
        while true {
            if isPaused || page > 1 { await pause() }
            let call = ListRuns(job: name, page: page, size: Self.pageSize, sortBy: "-batchTime")
            let answer = try await api.send(call).history
            runs += answer
            let isEnough = answer.last?.batchTime.date.map { $0 < earliest } ?? true
            guard answer.count == Self.pageSize, !isEnough else { return runs }
            page += 1
        }
    }
}
