import ArgumentParser
import Commands
import Console
import Settings

/// Lists a kind, or shows one item of it.
struct GetCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "List a kind, or show one item, as a table, JSON, YAML or CSV.",
        discussion: """
            JSON and YAML give the API's whole values, secrets and all, a table and CSV the columns of the console.
              pandora get jobs
              pandora get transforms --in access_log -o yaml
              pandora get job hourly_pv -o json
              pandora get jobs --filter status:failed -o name
              pandora get jobs --sort -batch --watch
              pandora get jobs --view late
            With --watch a terminal shows the list as it is now; elsewhere only rows that are new or have changed \
            are written, with -o json a value a line, and those that are gone are named on stderr.
            """
    )

    @Argument(help: KindHelp.text, completion: KindHelp.completion) var kind: String
    @Argument(
        help: "One item's name; all of them where it is left out.",
        completion: KnownNames.ofKind
    ) var name: String?
    @Option(
        help: ArgumentHelp(
            "A saved view: its filter, its order, and of a table or CSV its columns.",
            valueName: "name"
        )
    )
    var view: String?
    @OptionGroup var place: PlaceOptions
    @Flag(help: "Show the list again whenever it changes, until Ctrl-C.") var watch = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        guard view == nil || name == nil else {
            throw ValidationError("a view is of a list: leave out '\(name ?? "")' or '--view'")
        }
        guard watch else { return }
        if name != nil {
            throw ValidationError("'--watch' is for lists: 'pandora watch JOB' is for one job")
        }
        if output.output == .csv || output.output == .yaml {
            throw ValidationError(
                "'--output \(output.output.rawValue)' has no rows of its own: use table, name or json"
            )
        }
    }

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(named: kind)
        let scope = try place.scope(of: kind)
        let view = try self.view(of: kind, session.environment)
        let report = ItemReport(session: session, kind: kind, options: output, view: view)
        if watch { return try await TableWatch(report: report, scope: scope).run() }
        guard let name else {
            let listing = try await session.lookup.list(kind, in: scope)
            try await report.write(listing.rows, in: scope)
            let isCut = listing.total > listing.rows.count
            let isChosen = !output.filter.isEmpty || output.sort != nil || view != nil
            if isCut, session.width != nil || isChosen {
                Output.remark("\(listing.rows.count) of \(listing.total) \(kind.id)")
            }
            return
        }
        try await report.write(
            try await session.lookup.item(kind, named: name, in: scope),
            in: scope
        )
    }

    private func view(
        of kind: AnyResourceKind,
        _ environment: [String: String]
    ) throws(CommandFailure) -> SavedView? {
        guard let name = view else { return nil }
        let found: SavedView
        do throws(SettingsError) {
            found = try ViewFiles.view(named: name, environment)
        } catch { throw CommandFailure(error) }
        guard found.kind == kind.id else {
            throw CommandFailure(.usage, "view '\(name)' is of \(found.kind), not of \(kind.id)")
        }
        return found
    }
}
