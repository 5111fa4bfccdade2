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
    /// What runs beside the console until it is closed.
    var companion: @Sendable (any APICaller) async -> Void = { _ in }

    /// Runs the console; answers the program's exit code.
    @UIActor func run(on loop: EventLoop) async -> Int32 {
        let authorizer: any RequestAuthorizer
        do throws(SettingsError) {
            authorizer = try await profile.authorizer(environment)
        } catch {
            Output.error(error.description)
            return ExitCodes.usage
        }
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
                    writable: profile.identityWritable,
                    confirmsByName: profile.confirm == .name
                ),
                zone: .system,
                size: terminal.size,
                now: Date()
            ),
            terminal: terminal,
            api: client,
            glyphs: glyphs,
            host: host
        )
        if let notice = terminal.notice { program.notice(notice) }
        await withDiscardingTaskGroup { group in
            let companion = companion
            group.addTask { await companion(client) }
            _ = await program.run()
            group.cancelAll()
        }
        terminal.close()
        await transport.close()
        return 0
    }

    /// Under the user's state directory; `nil` where there is none to be had.
    var auditLog: AuditLog? {
        (try? Paths(environment: environment)).map { paths in
            AuditLog(path: paths.audit, user: environment["USER"] ?? "")
        }
    }

    /// What the command line asks for, then what the profile has.
    private var theme: Theme {
        let wanted = options.theme ?? profile.theme
        return Theme.all.first { $0.name == wanted } ?? .dark
    }

    private var glyphs: Glyphs {
        options.ascii || !TerminalOptions.speaksUTF8(environment: environment) ? .ascii : .unicode
    }
}
