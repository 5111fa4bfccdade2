import ChildProcess
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
            authorizer = try await makeAuthorizer()
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
                    writable: writable,
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

    private var writable: Identity.Writable {
        switch profile.writable {
        case .never: .never
        case .ask: .ask
        case .always: .always
        }
    }

    /// Under the user's state directory; `nil` where there is none to be had.
    private var auditLog: AuditLog? {
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

    /// What signs the requests; a command that prints keys or a token is run once, before the screen.
    private func makeAuthorizer() async throws(SettingsError) -> any RequestAuthorizer {
        switch profile.credentials {
        case .keys(let accessKey, let secretKey)?:
            return Signer(Credentials(accessKey: accessKey, secretKey: secretKey))
        case .token(let token)?: return TokenAuthorizer(token: token)
        case .command(let words)?:
            let keys = try CredentialsFile(
                text: try await output(of: words),
                source: words.joined(separator: " ")
            )
            return Signer(Credentials(accessKey: keys.accessKey, secretKey: keys.secretKey))
        case .tokenCommand(let words)?:
            let lines = try await output(of: words).split(whereSeparator: \.isNewline)
            return TokenAuthorizer(token: String(lines.first ?? ""))
        case nil:
            throw SettingsError(
                "profile '\(profile.name)' has no keys: give accessKey and secretKey"
            )
        }
    }

    private func output(of words: [String]) async throws(SettingsError) -> String {
        let command = ChildCommand(
            executable: "/usr/bin/env",
            arguments: words,
            environment: environment
        )
        let outcome = try? await command.run()
        guard let outcome, outcome.isSuccess else {
            throw SettingsError(
                "'\(words.joined(separator: " "))' gave no keys: run it by hand to see why"
            )
        }
        return outcome.output
    }
}
