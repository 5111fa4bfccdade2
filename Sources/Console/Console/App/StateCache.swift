package import FoundationEssentials
import PipelineAPI

/// The last known lists, encoded for the first picture of the next start.
///
/// Items that cannot be decoded are left out, without an error.
package struct StateCache: Codable, Sendable {
    private struct Entry: Codable {
        let kind: String
        let container: String?
        let date: Date
        let total: Int
        let items: [JSONValue]
    }

    /// The identity the state belongs to; a cache of another endpoint is not used.
    private let endpoint: String
    private let entries: [Entry]
    /// The version of the file's format; other versions are not read.
    private let version: Int

    private static let currentVersion = 1

    /// The most rows of a list, as many as the first picture can show; reading more would take longer than it
    /// saves, since the answers arrive before the user scrolls.
    private static let mostRows = 60

    package init(_ state: ConsoleState) {
        version = StateCache.currentVersion
        endpoint = state.identity.endpoint
        let containers = StateCache.firstNames(of: StateCache.containers, in: state)
        entries = state.listings.compactMap { key, content in
            guard key.query == ListQuery(), let listing = content.value, let date = content.date,
                let kind = ResourceCatalogue.kind(key.kind), kind.isCached,
                key.scope == .root || containers.contains(key.scope.container)
            else { return nil }
            let names = StateCache.firstNames(of: [key.kind], in: state)
            let rows = listing.rows.enumerated().filter { place, row in
                place < StateCache.mostRows || key.scope == .root && names.contains(row.name)
            }
            return Entry(
                kind: key.kind.description,
                container: key.scope == .root ? nil : key.scope.container,
                date: date,
                total: listing.total,
                items: rows.compactMap { kind.fileJSON(of: $0.element.item) }
            )
        }
    }

    /// The kinds whose items contain lists that are kept.
    private static let containers = ResourceCatalogue.all.filter(\.isCached)
        .compactMap(\.containment.kind)

    /// Returns the first rows of these kinds' panes, in their current order.
    private static func firstNames(of kinds: [ResourceID], in state: ConsoleState) -> Set<String> {
        Set(
            state.panes.filter { kinds.contains($0.kind) }
                .flatMap { $0.rows.prefix(mostRows).map(\.name) }
        )
    }

    package var data: Data? { try? JSONCoding.encode(self) }

    package static func read(_ data: Data) -> StateCache? {
        let cache = try? JSONCoding.decode(StateCache.self, from: data)
        return cache?.version == currentVersion ? cache : nil
    }

    /// Returns the decoded lists with their dates.
    package func listings(for endpoint: String) -> [(ListKey, Listing, Date)] {
        guard endpoint == self.endpoint else { return [] }
        return entries.compactMap { entry in
            guard let kind = ResourceCatalogue.all.first(where: { $0.id.description == entry.kind })
            else { return nil }
            let rows = entry.items.compactMap { kind.restore($0) }
            // Without a readable row the list is unknown, not empty.
            guard rows.isEmpty == entry.items.isEmpty else { return nil }
            let scope = entry.container.map(kind.containment.scope) ?? .root
            return (ListKey(kind.id, scope), Listing(rows: rows, total: entry.total), entry.date)
        }
    }
}

extension ConsoleState {
    /// Shows the last known lists with their age until answers arrive.
    package mutating func restore(_ cache: StateCache) {
        for (key, listing, date) in cache.listings(for: identity.endpoint)
        where listings[key]?.value == nil {
            listings[key] = .loaded(listing, at: date)
            tally(key)
        }
        panes = panes.map(rearranged)
        followRepo()
        assembleAll()
        followSelection()
        bodyCache.invalidate()
        keepBody()
        settleScroll()
    }
}
