import Console
import PipelineAPI
import Polling
import Synchronization

/// A command of the user's beside the console: what it writes is told while it runs, some times a second.
struct BackgroundCommand: Sendable {
    let run: UserCommandRun
    let start: ConsoleHost.RunCommand
    let clock: PollClock

    /// Pause between two reports: a picture for each line would keep the console busy.
    private static let pause = Duration.milliseconds(200)

    /// Runs it to its end, or ends it once it is cancelled.
    func perform(
        _ cancellation: CancellationToken,
        told report: @escaping @Sendable ([String]) -> Void
    ) async -> Result<UserCommandEnd, APIError> {
        let written = WrittenLines()
        let result = await withTaskGroup(
            of: Result<UserCommandEnd, APIError>?.self
        ) { group in
            group.addTask { [start, run] in
                await Result.catching { () throws(APIError) in
                    try await start(run) { written.append($0) }
                }
            }
            group.addTask { [clock] in
                while (try? await clock.sleep(Self.pause)) != nil, !cancellation.isCancelled {
                    written.hand(to: report)
                }
                return nil
            }
            var ended: Result<UserCommandEnd, APIError>?
            for await one in group {
                group.cancelAll()
                ended = one ?? ended
            }
            return ended
        }
        written.hand(to: report)
        guard !cancellation.isCancelled, let result else {
            return .success(UserCommandEnd(isSuccess: false, ending: "was ended"))
        }
        return result
    }
}

/// The lines that were written and not told yet.
private final class WrittenLines: Sendable {
    private let lines = Mutex<[String]>([])

    func append(_ line: String) { lines.withLock { $0.append(line) } }

    func hand(to report: ([String]) -> Void) {
        let new = lines.withLock { lines in
            defer { lines = [] }
            return lines
        }
        if !new.isEmpty { report(new) }
    }
}
