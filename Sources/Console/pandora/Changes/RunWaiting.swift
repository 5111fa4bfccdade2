import Commands
import Console
import PipelineAPI
import Screen

/// Waits for runs from the command line, with progress on a terminal.
struct RunWaiting {
    let session: Session
    /// The status that each is to end in.
    let wanted: RunStatus

    /// Waits until all have ended; throws where one has not ended as it was to.
    func wait(for runs: AwaitedRuns) async throws(CommandFailure) {
        let ended = await waiter.wait(for: runs) { Output.status($0.isOver ? "" : $0.status) }
        let failure = ended.failure(unless: wanted)
        // Of a single run the failure says all.
        if failure == nil || ended.entries.count > 1 {
            for entry in ended.entries { try Output.line(entry.text.printable) }
        }
        if let failure { throw failure }
    }

    /// Returns the run that a job's start will make.
    func start(of job: String) async throws(CommandFailure) -> AwaitedRuns {
        AwaitedRuns([(job, .next(after: try await waiter.newestRun(of: job)?.runId ?? 0))])
    }

    /// Returns the run that a job's stop will end; none where none is under way.
    func stop(of job: String) async throws(CommandFailure) -> AwaitedRuns {
        guard let run = try await waiter.newestRun(of: job), run.status.isActive else {
            return AwaitedRuns([])
        }
        return AwaitedRuns([(job, .begun(run.runId))])
    }

    private var waiter: RunWaiter {
        let start = ContinuousClock.now
        return RunWaiter(
            api: session.api,
            now: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) }
        )
    }
}
