package import Console
package import PipelineAPI

import struct FoundationEssentials.Date

/// Requests the lists that columns and tabs draw from besides the item itself: runs, children, lineage.
package struct RelatedLists: Sendable {
    private let api: any APICaller
    /// The most repos or jobs whose lineage is followed; each takes one or two requests.
    package static let mostContainers = 100
    private static let atOnce = 8

    private let report: @Sendable (Int, Int) -> Void

    /// `report` gets the number of loaded lists and of all, after each.
    package init(
        api: any APICaller,
        report: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) {
        self.api = api
        self.report = report
    }

    /// Returns the lists that the rows of a table draw from: a job's row shows its runs.
    package static func ofTable(
        _ kind: AnyResourceKind,
        _ rows: [Row],
        in scope: Scope
    ) -> [ListKey] {
        rows.flatMap { kind.traits.rowLists(ResourceAddress(kind.id, scope, $0.name)) }
    }

    /// Returns the lists that a kind's tabs draw from, besides lineage: the item's children and siblings.
    package static func ofTabs(
        of kind: AnyResourceKind,
        _ detail: AnyItem,
        at address: ResourceAddress,
        in tabs: [AnyDetailTab],
        context: RenderContext
    ) -> [ListKey] {
        children(of: detail, at: address, in: tabs, context: context)
            + kind.traits.rowLists(address) + kind.traits.tabLists(address)
    }

    /// Returns the lists that tabs show within the item.
    static func children(
        of detail: AnyItem,
        at address: ResourceAddress,
        in tabs: [AnyDetailTab],
        context: RenderContext
    ) -> [ListKey] {
        tabs.compactMap { tab in
            guard case .children(let key)? = tab.body(detail, address, context) else { return nil }
            return key
        }
    }

    /// Returns the lists that lineage is computed from, for the computations that a kind belongs to.
    package func lineage(of kind: AnyResourceKind) async -> [ListKey: Loadable<Listing>] {
        guard let domain = kind.traits.lineage else { return [:] }
        let kinds = ResourceCatalogue.all.filter { $0.traits.lineage == domain }
        let roots = kinds.filter { $0.containment == .root }.map { ListKey($0.id, .root) }
        let found = await load(roots)
        let inner = kinds.flatMap { kind -> [ListKey] in
            guard let container = kind.containment.kind else { return [] }
            let rows = found[ListKey(container, .root)]?.value?.rows ?? []
            return rows.prefix(Self.mostContainers).map { row in
                ListKey(kind.id, kind.containment.scope(row.name))
            }
        }
        return found.merging(await load(inner)) { first, _ in first }
    }

    /// Requests all of them, a few at a time; the output lacks those that fail.
    package func load(_ keys: [ListKey]) async -> [ListKey: Loadable<Listing>] {
        await withTaskGroup(of: (ListKey, Loadable<Listing>).self) { group in
            var rest = keys[...]
            for key in rest.prefix(Self.atOnce) { group.addTask { await load(key) } }
            rest = rest.dropFirst(Self.atOnce)
            var found: [ListKey: Loadable<Listing>] = [:]
            for await (key, content) in group {
                found[key] = content
                report(found.count, keys.count)
                if let next = rest.popFirst() { group.addTask { await load(next) } }
            }
            return found
        }
    }

    /// Requests all of them; one that fails fails all, where an answer without it would be wrong without a word.
    func all(
        _ keys: [ListKey]
    ) async throws(CommandFailure) -> [ListKey: Loadable<Listing>] {
        let found = await load(keys)
        for content in found.values {
            if case .failed(let error) = content { throw CommandFailure(error) }
        }
        return found
    }

    private func load(_ key: ListKey) async -> (ListKey, Loadable<Listing>) {
        guard let kind = ResourceCatalogue.kind(key.kind) else { return (key, .loading) }
        do throws(APIError) {
            return (
                key,
                .loaded(try await kind.load(api, key.scope), at: Date(timeIntervalSince1970: 0))
            )
        } catch { return (key, .failed(error)) }
    }
}
