package import Console
package import PipelineAPI

/// Requests every item of the service: all lists, those within items too, and details where a list has only names.
package struct EveryItem: Sendable {
    package typealias Found = (address: ResourceAddress, item: AnyItem)

    private let api: any APICaller
    private let related: RelatedLists

    package init(api: any APICaller, related: RelatedLists) {
        self.api = api
        self.related = related
    }

    /// - Throws: if a list of the service cannot be had; kinds that it does not know are left out.
    package func load() async throws(CommandFailure) -> [Found] {
        let roots = KindLookup.all.filter { $0.containment == .root }
        let lists = try await related.all(roots.map { ListKey($0.id, .root) })
        var items = lists.flatMap { key, content in Self.items(of: key, content) }
        let inner = items.flatMap { found -> [ListKey] in
            let held = KindLookup.all.filter {
                $0.containment.kind == found.address.kind && $0.lineageIsKnown
            }.map { ListKey($0.id, $0.containment.scope(found.address.name)) }
            let kind = ResourceCatalogue.kind(found.address.kind)
            return held + (kind?.traits.rowLists(found.address) ?? [])
        }
        for (key, content) in try await related.all(inner) {
            items += Self.items(of: key, content)
        }
        return try await withDetails(items)
    }

    private static func items(of key: ListKey, _ content: Loadable<Listing>) -> [Found] {
        (content.value?.rows ?? []).map {
            (ResourceAddress(key.kind, key.scope, $0.name), $0.item)
        }
    }

    private func withDetails(_ items: [Found]) async throws(CommandFailure) -> [Found] {
        var all: [Found] = []
        for found in items {
            guard let kind = ResourceCatalogue.kind(found.address.kind), kind.asksForDetail else {
                all.append(found)
                continue
            }
            do throws(APIError) {
                all.append((found.address, try await kind.describe(api, found.address)))
            } catch { throw CommandFailure(error) }
        }
        return all
    }
}

extension AnyResourceKind {
    /// Whether its items are definitions, and no sample of data or what the service infers.
    fileprivate var lineageIsKnown: Bool { traits.lineage != nil }
}
