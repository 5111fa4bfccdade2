import ArgumentParser
import Commands
import Console
import PipelineAPI

/// Shows everything the console's tabs show of an item.
struct DescribeCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Show an item with all that the console's tabs say of it; secrets are hidden."
    )

    @Argument(help: KindHelp.text, completion: KindHelp.completion) var kind: String
    @Argument(help: "The item's name.", completion: KnownNames.ofKind) var name: String
    @Option(help: ArgumentHelp("Only this tab, such as sql or spec.", valueName: "tab"))
    var tab: String?
    @Flag(help: "Show beneath SQL what the service's engine is given for it.")
    var translation = false
    @OptionGroup var place: PlaceOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(named: kind)
        let scope = try place.scope(of: kind)
        let tabs = try tabs(of: kind)
        let row = try await session.lookup.item(kind, named: name, in: scope)
        let detail = try await session.lookup.detail(kind, of: row, in: scope)
        let address = ResourceAddress(kind.id, scope, name)
        let listings = await listings(of: kind, detail, at: address, tabs, on: session)
        let page = PlainDetail(
            in: session.context(
                listings,
                showsTranslation: translation,
                definitions: tabs.contains { $0.id == TabID.compare }
                    ? session.definitions(ofJob: scope.container) : [],
                of: detail.value(as: Job.self)
            ),
            painter: session.painter()
        )
        let lines = page.lines(of: detail, at: address, tabs: tabs) { key in
            listings[key]?.value?.rows
        }
        try Output.line("\(kind.noun) \(address.nameInContainer)\n")
        for line in lines.dropLast() { try Output.line(line) }
    }

    private func tabs(of kind: AnyResourceKind) throws(CommandFailure) -> [AnyDetailTab] {
        guard let tab else { return kind.tabs }
        let found = kind.tabs.filter { $0.id == tab.lowercased() }
        guard found.isEmpty else { return found }
        let known = kind.tabs.map(\.id).joined(separator: " ")
        throw CommandFailure(.usage, "a \(kind.noun) has no tab '\(tab)': it has \(known)")
    }

    /// Returns what the tabs draw from besides the item: its children, its siblings, who reads what.
    private func listings(
        of kind: AnyResourceKind,
        _ detail: AnyItem,
        at address: ResourceAddress,
        _ tabs: [AnyDetailTab],
        on session: Session
    ) async -> [ListKey: Loadable<Listing>] {
        let keys = RelatedLists.ofTabs(
            of: kind,
            detail,
            at: address,
            in: tabs,
            context: session.context()
        )
        let needed = tabs.flatMap { tab in
            tab.needs(address) + (translation ? [tab.translation?(address)].compactMap(\.self) : [])
        }
        let near = await session.related.load(Array(Set(keys + needed)))
        guard tabs.contains(where: { $0.id == "lineage" }) else { return near }
        return near.merging(await session.related.lineage(of: kind)) { first, _ in first }
    }
}
