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

/// A service that a command works with: who it is to be, and what asks it.
struct Session: Sendable {
    let profile: Profile
    let api: any APICaller
    let environment: [String: String]

    /// Opens a session for as long as the body needs it.
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
    var related: RelatedLists { RelatedLists(api: api) }

    /// What columns and tabs are drawn with.
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
            // The signs in a CSV file are known, and left out, by these.
            glyphs: isPlain && format != .csv ? .ascii : .unicode,
            times: .absolute,
            notation: notation,
            showsTranslation: showsTranslation,
            listings: listings
        )
    }

    /// Colours where somebody looks on who wants them.
    func painter(for descriptor: Int32 = STDOUT_FILENO) -> TextPainter {
        let isWanted = environment["NO_COLOR"]?.isEmpty != false && environment["TERM"] != "dumb"
        return TextPainter(isColoured: isatty(descriptor) == 1 && isWanted)
    }

    /// The cells in a line of the terminal; `nil` where the output is none.
    var width: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1,
            ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }
}
