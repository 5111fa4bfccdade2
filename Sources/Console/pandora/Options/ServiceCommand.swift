import ArgumentParser
import Commands
import FoundationEssentials
import Settings

/// Which service a command works with.
struct ServiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The profile to work with.", valueName: "name"),
        completion: KnownNames.profiles
    )
    var profile: String?
}

/// A command that works with a service once, and ends.
protocol ServiceCommand: ParsableCommand, Sendable {
    var service: ServiceOptions { get }

    func run(on session: Session) async throws(CommandFailure)
}

extension ServiceCommand {
    func run() throws { try runOnService() }

    func runOnService() throws {
        try OneShot.run { () async throws(CommandFailure) in
            try await Session.with(service, ProcessInfo.processInfo.environment) {
                session async throws(CommandFailure) in
                try await run(on: session)
            }
        }
    }
}

extension CommandFailure {
    init(_ error: SettingsError) { self.init(.usage, error.description) }
}
