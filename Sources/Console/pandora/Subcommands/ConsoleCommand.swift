import ArgumentParser
import CursesTerminal
import FoundationEssentials
import PipelineSigning
import Settings

/// Opens the console on a profile.
struct ConsoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Open the console (the default)."
    )

    @Option(help: "The profile to work with.")
    var profile: String?

    @OptionGroup var options: ConsoleOptions

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        do throws(SettingsError) {
            guard let profile = try Profile.chosen(asked: profile, environment) else {
                Output.error(ConsoleCommand.withoutProfile)
                throw SettingsError("")
            }
            let session = ConsoleSession(
                profile: profile,
                options: options,
                environment: environment
            )
            let code = EventLoop.run { loop in await session.run(on: loop) }
            if code != 0 { Self.exit(withError: ExitCode(code)) }
        } catch {
            if !error.description.isEmpty { Output.error(error.description) }
            throw ExitCode(ExitCodes.usage)
        }
    }

    /// The help for a start without any profile.
    static let withoutProfile = """
        no service to work with yet. Choose one:
          pandora demo                 a living sample pipeline on this machine
          pandorad                     a local service; then set PANDORA_ENDPOINT and its keys
          ~/.config/pandora/config.yaml  a profile (mode 600):
            profiles:
              work: { endpoint: "https://pipeline.qiniu.com", accessKey: …, secretKey: … }
        """
}
