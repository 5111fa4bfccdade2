package import FoundationEssentials
import PipelineAPI

/// The last known lists as bytes, for the first picture of the next start.
///
/// What cannot be read any more is left out: a cache is never worth an error.
package struct StateCache: Codable, Sendable {
    private struct Entry: Codable {
        let kind: String
        let container: String?
        let date: Date
        let total: Int
        let items: [JSONValue]
    }

    /// Whose state it is: another endpoint's is not shown.
    private let endpoint: String
    private let entries: [Entry]
    /// Of the form of this file; one of another version is not read.
    private let version: Int

    private static let currentVersion = 1

    /// Rows of one list: as many as a first picture can show; more would cost more time to read than they
    /// save, and the answers are there before anybody has scrolled.
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

    /// What the panes of these kinds show first, in the order they are in.
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

    /// The lists as they were, with when that was.
    package func listings(for endpoint: String) -> [(ListKey, Listing, Date)] {
        guard endpoint == self.endpoint else { return [] }
        return entries.compactMap { entry in
            guard let kind = ResourceCatalogue.all.first(where: { $0.id.description == entry.kind })
            else { return nil }
            let rows = entry.items.compactMap { kind.restore($0) }
            // None of them could be read: that is no empty list, but an unknown one.
            guard rows.isEmpty == entry.items.isEmpty else { return nil }
            let scope = entry.container.map(kind.containment.scope) ?? .root
            return (ListKey(kind.id, scope), Listing(rows: rows, total: entry.total), entry.date)
        }
    }
}

extension ConsoleState {
    /// Shows what was known last, with its age, until answers come.
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
