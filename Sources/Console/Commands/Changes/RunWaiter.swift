import Console
package import PipelineAPI

/// Asks the service for runs until each has ended; it changes nothing.
package struct RunWaiter: Sendable {
    private let api: any APICaller
    private let now: @Sendable () -> Duration
    private let sleep: @Sendable (Duration) async throws -> Void
    /// The runs that are looked through for the first one after another: more are not made in a pause.
    private static let newest = 20

    package init(
        api: any APICaller,
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.api = api
        self.now = now
        self.sleep = sleep
    }

    /// Returns the runs as they have ended; `report` is called after each look.
    package func wait(
        for runs: AwaitedRuns,
        report: @Sendable (AwaitedRuns) -> Void
    ) async -> AwaitedRuns {
        var runs = runs
        while true {
            switch runs.next(at: now()) {
            case .over: return runs
            case .wait(let pause): guard (try? await sleep(pause)) != nil else { return runs }
            case .send(let index):
                runs.receive(index, await look(at: runs.entries[index]), at: now())
                report(runs)
            }
        }
    }

    /// Returns a job's newest run; `nil` where it has none.
    package func newestRun(of job: String) async throws(CommandFailure) -> Run? {
        do throws(APIError) {
            return try await newestRuns(of: job).first
        } catch { throw CommandFailure(error) }
    }

    private func look(at entry: AwaitedRuns.Entry) async -> Result<[Run], APIError> {
        do throws(APIError) {
            guard let number = entry.number else {
                return .success(try await newestRuns(of: entry.job))
            }
            let call = ListRuns(job: try JobName(entry.job), runId: number)
            return .success(try await api.send(call).history)
        } catch { return error.code == .runNotFound ? .success([]) : .failure(error) }
    }

    private func newestRuns(of job: String) async throws(APIError) -> [Run] {
        let call = ListRuns(
            job: try JobName(job),
            page: 1,
            size: Self.newest,
            sortBy: "-runId"
        )
        return try await api.send(call).history
    }
}
