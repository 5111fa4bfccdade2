import Commands
import Console
import CursesTerminal
import FoundationEssentials
import Glibc
import HTTPTransport
import PipelineAPI
import PipelineClient
import PipelineSigning
import Screen
import Settings

/// A one-shot command's connection to a service, with its profile.
struct Session: Sendable {
    let profile: Profile
    let api: any APICaller
    let environment: [String: String]
    /// The zone of schedules that the service has announced.
    let announcedZone: AnnouncedZone
    /// The requests of this session, of which the latest wait to be read.
    let requests: AsyncStream<RequestEntry>

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
        let zone = AnnouncedZone()
        let (requests, observer) = RequestFeed.make()
        let connection = ServiceConnection(
            to: profile,
            by: network,
            authorizer: authorizer,
            observe: {
                zone.receive($0.scheduleZone)
                observer($0)
            }
        )
        try await connection.use { (client) async throws(CommandFailure) in
            try await body(
                Session(
                    profile: profile,
                    api: client,
                    environment: environment,
                    announcedZone: zone,
                    requests: requests
                )
            )
        }
    }

    var identity: Identity {
        Identity(
            profile: profile.name,
            region: profile.region,
            endpoint: profile.endpoint,
            writable: profile.identityWritable,
            confirmsByName: profile.confirm == .name,
            reruns: profile.reruns ?? RerunProgress.defaultAtOnce
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

    /// Whether stderr is a terminal, which progress is shown on.
    var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Shows the progress on a terminal, since each job takes a request.
    var reportJobs: @Sendable (Int, Int) -> Void {
        { done, all in Output.status(done == all ? "" : "\(done) of \(all) jobs …") }
    }

    private static let listsWithProgress = 10

    /// The context for drawing columns and tabs.
    func context(
        _ listings: [ListKey: Loadable<Listing>] = [:],
        notation: Notation = .yaml,
        showsTranslation: Bool = false,
        format: OutputFormat = .table,
        audit: [AuditEntry] = [],
        definitions: [DefinitionVersion] = [],
        of job: Job? = nil
    ) -> RenderContext {
        let isPlain = !TerminalOptions.speaksUTF8(environment: environment)
        return RenderContext(
            now: Date(),
            zone: .system,
            serviceZone: serviceZone(listings, job),
            // CSV files leave out symbols, which are recognized by these glyphs.
            glyphs: isPlain && format != .csv ? .ascii : .unicode,
            times: .absolute,
            notation: notation,
            showsTranslation: showsTranslation,
            audit: audit,
            definitions: definitions,
            endpoint: profile.endpoint,
            profile: profile.name,
            listings: listings
        )
    }

    /// Returns the definitions of a job that this machine's consoles have seen, oldest first.
    func definitions(ofJob name: String) -> [DefinitionVersion] {
        DefinitionJournal(environment)?
            .versions(of: ResourceAddress(.jobs, .root, name), on: profile.endpoint) ?? []
    }

    /// Returns the zone of schedules: as announced, or learned from the runs that are known of the job.
    private func serviceZone(
        _ listings: [ListKey: Loadable<Listing>],
        _ job: Job?
    ) -> ServiceZone {
        var zone = ServiceZone(local: .system, setting: profile.zone)
        zone.receive(announcedZone.text)
        let runs = job.flatMap { listings[ListKey(.runs, .job($0.name ?? ""))]?.value?.rows }
        if let job, let newest = ServiceZone.Evidence(job, newest: runs?.first?.item.value()) {
            zone.learn(from: newest) { [] }
        }
        return zone
    }

    private var terminal: OutputTerminal { OutputTerminal(environment: environment) }

    /// Whether to write colours: on a terminal, unless switched off.
    func painter(for descriptor: Int32 = STDOUT_FILENO) -> TextPainter {
        terminal.painter(for: descriptor)
    }

    /// Whether the output is a terminal.
    var isTerminal: Bool { terminal.isTerminal }

    /// The width of the terminal in cells; `nil` if it is not known, or the output is no terminal.
    var width: Int? { terminal.width }
}
