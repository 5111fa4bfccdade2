import CAllocator
import Console
import ConsoleRuntime
import CursesTerminal
import FoundationEssentials
import HTTPTransport
import PipelineAPI
import PipelineClient
import PipelineSigning
import Screen
import Settings

/// A session of the console: opens and closes client, terminal and program.
struct ConsoleSession: Sendable {
    var profile: Profile
    let options: ConsoleOptions
    let environment: [String: String]
    /// What runs beside the console while it is on the profile it was opened with.
    var companion: @Sendable (any APICaller) async -> Void = { _ in }

    /// Runs the console until the user quits; returns the exit code.
    ///
    /// Every profile has a console of its own, so that nothing of one profile is seen or changed on another.
    @UIActor func run(on loop: EventLoop) async -> Int32 {
        pandora_allocator_give_back()
        var session = self
        var notice: String?
        while true {
            switch await session.open(on: loop, notice: notice) {
            case .failed(let code): return code
            case .ended(.quit): return 0
            case .ended(.switchTo(let name)):
                do throws(SettingsError) {
                    let next = try another(named: name)
                    _ = try await next.profile.authorizer(environment)
                    (session, notice) = (next, nil)
                } catch {
                    notice = error.description
                }
            }
        }
    }

    private enum End {
        case ended(ConsoleExit)
        case failed(Int32)
    }

    /// Returns the session for another profile; the initial one need not be in the configuration.
    private func another(named name: String) throws(SettingsError) -> ConsoleSession {
        if name == profile.name { return self }
        guard let other = try Profile.chosen(asked: name, environment) else {
            throw SettingsError("there is no profile '\(name)'")
        }
        return ConsoleSession(profile: other, options: options, environment: environment)
    }

    @UIActor private func open(on loop: EventLoop, notice: String?) async -> End {
        let authorizer: any RequestAuthorizer
        let network: NetworkSettings
        let look: ConsoleAppearance
        do throws(SettingsError) {
            look = try ConsoleAppearance(options, profile, environment)
            authorizer = try await profile.authorizer(environment)
            network = try NetworkSettings(
                endpoint: profile.endpoint,
                environment: environment
            )
        } catch {
            Output.error(error.description)
            return .failed(ExitCodes.usage)
        }
        let terminal: CursesTerminal
        do throws(TerminalError) {
            terminal = try CursesTerminal.open(
                on: loop,
                options: terminalOptions(look)
            )
        } catch {
            Output.error(error.description)
            return .failed(ExitCodes.output)
        }
        let (requests, observer) = RequestFeed.make()
        let connection = ServiceConnection(
            to: profile,
            by: network,
            authorizer: authorizer,
            observe: observer
        )
        return await connection.use { client in
            let exit = await run(terminal, client, look, requests, notice)
            terminal.close()
            return .ended(exit)
        }
    }

    private func terminalOptions(_ look: ConsoleAppearance) -> TerminalOptions {
        var options = TerminalOptions(environment: environment, theme: look.theme)
        options.sendsOnlyASCII =
            look.glyphs == .ascii && TerminalOptions.speaksOther(environment: environment)
        return options
    }

    @UIActor private func run(
        _ terminal: CursesTerminal,
        _ client: APIClient,
        _ look: ConsoleAppearance,
        _ requests: AsyncStream<RequestEntry>,
        _ notice: String?
    ) async -> ConsoleExit {
        let program = ConsoleProgram(
            state: state(look, size: terminal.size),
            terminal: terminal,
            api: client,
            host: host(requests)
        )
        if let cache = stateFiles?.cache { program.restore(cache) }
        if let notice {
            program.notice(LocalizedText(verbatim: notice))
        } else if let notice = abandonedDraft ?? terminal.notice.map(LocalizedText.init(verbatim:))
        {
            program.notice(notice)
        }
        var exit = ConsoleExit.quit
        await withDiscardingTaskGroup { group in
            let companion = companion
            group.addTask { await companion(client) }
            exit = await program.run()
            group.cancelAll()
        }
        return exit
    }

    private func state(_ look: ConsoleAppearance, size: Size) -> ConsoleState {
        var state = ConsoleState(
            identity: Identity(
                profile: profile.name,
                region: profile.region,
                endpoint: profile.endpoint,
                writable: profile.identityWritable,
                confirmsByName: profile.confirm == .name,
                reruns: profile.reruns ?? RerunProgress.defaultAtOnce
            ),
            zone: .system,
            size: size,
            now: Date()
        )
        state.serviceZone = ServiceZone(local: .system, setting: profile.zone)
        state.keymap = look.keymap
        state.userCommands = look.commands
        state.savedViews = look.views
        state.display.localizer = look.localizer
        state.display.glyphs = look.glyphs
        state.profiles =
            look.profiles.contains(profile.name)
            ? look.profiles : [profile.name] + look.profiles
        if let preferences = stateFiles?.preferences { state.preferences = preferences }
        return state
    }

    /// The notice about documents that earlier sessions did not send; the path is short, since a row of 80 cells shows it.
    private var abandonedDraft: LocalizedText? {
        guard let drafts = try? DraftFiles(environment: environment),
            let first = drafts.abandoned.first
        else { return nil }
        let files = UserFiles(environment: environment)
        let count = drafts.abandoned.count
        return count == 1
            ? "not sent: '\(files.shortPath(first))'; apply it or remove it"
            : "\(count) documents not sent: look into '\(files.shortPath(drafts.directory))'"
    }

    /// The files under the user's state and cache directories; `nil` if these are unknown.
    var stateFiles: StateFiles? {
        (try? Paths(environment: environment)).map {
            StateFiles(paths: $0, profile: profile.name)
        }
    }

    var workFiles: WorkFiles? { WorkFiles(environment: environment, profile: profile.name) }

    var auditLog: AuditLog? {
        (try? Paths(environment: environment)).map { AuditLog($0, environment) }
    }
}
