import Commands
import Console
import CursesTerminal
import FoundationEssentials
import Glibc
import HTTPTransport
import PipelineAPI
import PipelineSigning
import Screen
import Settings

/// A one-shot command's connection to a service, with its profile.
struct Session: Sendable {
    let profile: Profile
    let api: any APICaller
    let environment: [String: String]

    /// Opens a session, runs the body, and closes it.
    static func with(
        _ options: ServiceOptions,
        _ environment: [String: String],
        _ body: (Session) async throws(CommandFailure) -> Void
    ) async throws(CommandFailure) {
        let profile: Profile
        let authorizer: any RequestAuthorizer
        let network: NetworkSettings
        do throws(SettingsError) {
            guard let chosen = try Profile.chosen(asked: options.profile, environment) else {
                throw SettingsError(ConsoleCommand.withoutProfile)
            }
            profile = chosen
            authorizer = try await chosen.authorizer(environment)
            network = try NetworkSettings(
                endpoint: chosen.endpoint,
                environment: environment
            )
        } catch { throw CommandFailure(error) }
        let connection = ServiceConnection(to: profile, by: network, authorizer: authorizer)
        try await connection.use { (client) async throws(CommandFailure) in
            try await body(Session(profile: profile, api: client, environment: environment))
        }
    }

    var identity: Identity {
        Identity(
            profile: profile.name,
            region: profile.region,
            endpoint: profile.endpoint,
            writable: profile.identityWritable,
            confirmsByName: profile.confirm == .name
        )
    }

    var lookup: ItemLookup { ItemLookup(api: api) }
    /// Shows the progress on a terminal, since each list takes a request.
    var related: RelatedLists {
        guard isatty(STDERR_FILENO) == 1 else { return RelatedLists(api: api) }
        return RelatedLists(api: api) { done, all in
            guard all >= Session.listsWithProgress else { return }
            Output.status(done == all ? "" : "\(done) of \(all) lists …")
        }
    }

    private static let listsWithProgress = 10

    /// The context for drawing columns and tabs.
    func context(
        _ listings: [ListKey: Loadable<Listing>] = [:],
        notation: Notation = .yaml,
        showsTranslation: Bool = false,
        format: OutputFormat = .table
    ) -> RenderContext {
        let isPlain = !TerminalOptions.speaksUTF8(environment: environment)
        return RenderContext(
            now: Date(),
            zone: .system,
            // CSV files leave out symbols, which are recognized by these glyphs.
            glyphs: isPlain && format != .csv ? .ascii : .unicode,
            times: .absolute,
            notation: notation,
            showsTranslation: showsTranslation,
            listings: listings
        )
    }

    /// Whether to write colours: on a terminal, unless switched off.
    func painter(for descriptor: Int32 = STDOUT_FILENO) -> TextPainter {
        let isWanted = environment["NO_COLOR"]?.isEmpty != false && environment["TERM"] != "dumb"
        return TextPainter(isColoured: isatty(descriptor) == 1 && isWanted)
    }

    /// The width of the terminal in cells; `nil` if the output is no terminal.
    var width: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1,
            ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }
}
