import ArgumentParser
import Commands
import CursesTerminal
import FoundationEssentials
import Glibc
import Settings

/// Opens the console on a running sample pipeline.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Open the console on a sample pipeline that really runs on this machine.",
        discussion: """
            The first time it makes access logs, invoices and a pipeline of twelve jobs under \
            $XDG_STATE_HOME/pandora/demo and starts pandorad beside itself; the next time it goes \
            on where it was.
            """
    )

    @Flag(help: "Throw the demo's data away and make it anew.")
    var fresh = false

    @Flag(help: "Leave the service running when the console is closed.")
    var keep = false

    @Option(help: "How many log records to make (default 200,000; more make it slower to start).")
    var records = 200_000

    @Flag(help: "Prepare everything and start the service, but open no console.")
    var noConsole = false

    @Option(
        help:
            "Deliver to the servers that this stores.yaml names, instead of files of this machine."
    )
    var stores: String?

    @OptionGroup var options: ConsoleOptions

    mutating func validate() throws {
        guard (1000...20_000_000).contains(records) else {
            throw ValidationError("'--records \(records)' is not allowed: use 1000 to 20000000")
        }
    }

    func run() throws {
        guard noConsole || (isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1) else {
            Output.error(
                "the demo opens a full-screen console and needs a terminal: run it in one, or "
                    + "give --no-console to start the service only"
            )
            throw ExitCode(ExitCodes.output)
        }
        let environment = ProcessInfo.processInfo.environment
        let command = self
        let code = EventLoop.run { loop in
            do {
                let demo = try DemoService(
                    command: command,
                    paths: Paths(environment: environment),
                    environment: environment
                )
                let profile = try await demo.start()
                if command.noConsole {
                    try Output.line("the demo runs at \(profile.endpoint)")
                    return 0
                }
                let session = ConsoleSession(
                    profile: profile,
                    options: command.options,
                    environment: environment,
                    companion: { await demo.feed(by: $0) }
                )
                let code = await session.run(on: loop)
                if !command.keep { demo.stop() }
                return code
            } catch let failure as CommandFailure {
                for line in failure.printableLines { Output.error(line) }
                return ExitCodes.output
            } catch {
                Output.error("\(error)")
                return ExitCodes.unavailable
            }
        }
        if code != 0 { throw ExitCode(code) }
    }
}
