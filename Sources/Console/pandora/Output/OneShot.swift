import ArgumentParser
import Commands
import CursesTerminal
import Dispatch
import FoundationEssentials
import Synchronization

/// Runs an asynchronous function from a synchronous `main` and exits with its result.
enum OneShot {
    /// The result of a task for the waiting thread.
    private final class Outcome: Sendable {
        let failure = Mutex<CommandFailure?>(nil)
        let isDone = DispatchSemaphore(value: 0)
    }

    /// The main thread only waits, so that Ctrl-C and Ctrl-Z have their default effect.
    static func run(_ body: @escaping @Sendable () async throws(CommandFailure) -> Void) throws {
        let outcome = Outcome()
        Task {
            do throws(CommandFailure) {
                try await body()
            } catch {
                outcome.failure.withLock { $0 = error }
            }
            outcome.isDone.signal()
        }
        outcome.isDone.wait()
        if let failure = outcome.failure.withLock({ $0 }) { try end(with: failure) }
    }

    static func end(with failure: CommandFailure) throws -> Never {
        let environment = ProcessInfo.processInfo.environment
        let lines =
            TerminalOptions.speaksOther(environment: environment)
            ? failure.printableASCIILines : failure.printableLines
        for line in lines { Output.error(line) }
        throw ExitCode(ExitCodes.code(of: failure.reason))
    }
}
