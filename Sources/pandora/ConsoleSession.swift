import Console
import ConsoleRuntime
import CursesTerminal
import FoundationEssentials
import HTTPTransport
import Logging
import PipelineAPI
import PipelineClient
import PipelineSigning
import Screen
import Settings

/// One opening of the console: client, terminal and program, put together and taken apart again.
struct ConsoleSession: Sendable {
    let profile: Profile
    let options: ConsoleOptions
    let environment: [String: String]

    /// Runs the console; answers the program's exit code.
    @UIActor func run(on loop: EventLoop) async -> Int32 {
        let terminal: CursesTerminal
        do throws(TerminalError) {
            terminal = try CursesTerminal.open(
                on: loop,
                options: TerminalOptions(environment: environment, theme: theme)
            )
        } catch {
            Output.error(error.description)
            return ExitCodes.terminal
        }
        let transport = HTTPTransport(endpoint: profile.endpoint)
        let client = APIClient.standard(
            transport: transport,
            authorizer: authorizer,
            logger: Logger(label: "client") { _ in SwiftLogNoOpLogHandler() },
            now: { Date() }
        )
        let program = ConsoleProgram(
            state: ConsoleState(
                identity: Identity(
                    profile: profile.name,
                    region: profile.region,
                    endpoint: profile.endpoint,
                    isReadOnly: profile.readOnly
                ),
                zone: .system,
                size: terminal.size,
                now: Date()
            ),
            terminal: terminal,
            api: client,
            glyphs: glyphs,
            now: { Date() }
        )
        if let notice = terminal.notice { program.notice(notice) }
        await program.run()
        terminal.close()
        await transport.close()
        return 0
    }

    private var theme: Theme { Theme.all.first { $0.name == options.theme } ?? .dark }

    private var glyphs: Glyphs {
        options.ascii || !TerminalOptions.speaksUTF8(environment: environment) ? .ascii : .unicode
    }

    private var authorizer: any RequestAuthorizer {
        if let token = profile.token { return TokenAuthorizer(token: token) }
        return Signer(
            Credentials(
                accessKey: profile.accessKey ?? "",
                secretKey: profile.secretKey ?? ""
            )
        )
    }
}
