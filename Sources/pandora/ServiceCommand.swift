import ArgumentParser
import Commands
import Dispatch
import FoundationEssentials
import Settings
import Synchronization

/// Which service a command works with.
struct ServiceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The profile to work with.", valueName: "name"))
    var profile: String?
}

/// A command that works with a service once, and ends.
protocol ServiceCommand: ParsableCommand, Sendable {
    var service: ServiceOptions { get }

    func run(on session: Session) async throws(CommandFailure)
}

extension ServiceCommand {
    func run() throws {
        try OneShot.run { () async throws(CommandFailure) in
            try await Session.with(service, ProcessInfo.processInfo.environment) {
                session async throws(CommandFailure) in
                try await run(on: session)
            }
        }
    }
}

/// Runs what takes time from a `main` that does not wait, and ends with what came of it.
enum OneShot {
    /// What a task leaves for the thread that waits for it.
    private final class Outcome: Sendable {
        let failure = Mutex<CommandFailure?>(nil)
        let isDone = DispatchSemaphore(value: 0)
    }

    /// The main thread only waits, so that Ctrl-C and Ctrl-Z do what they do with any command.
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
        for line in failure.printableLines { Output.error(line) }
        switch failure.reason {
        case .usage: throw ExitCode(ExitCodes.usage)
        case .refused: throw ExitCode(ExitCodes.refused)
        case .unreachable: throw ExitCode(ExitCodes.unavailable)
        }
    }
}

extension CommandFailure {
    init(_ error: SettingsError) { self.init(.usage, error.description) }
}
