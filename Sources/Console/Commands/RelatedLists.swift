package import Console
package import PipelineAPI

import struct FoundationEssentials.Date

/// Asks for the lists that columns and tabs draw from besides the item itself: runs, children, lineage.
package struct RelatedLists: Sendable {
    private let api: any APICaller
    /// Of how many repos or jobs lineage is followed; each is a request or two.
    package static let mostContainers = 100
    private static let atOnce = 8

    package init(api: any APICaller) { self.api = api }

    /// What the columns of a table draw from: a job's row shows its runs.
    package static func ofTable(_ kind: AnyResourceKind, _ rows: [Row]) -> [ListKey] {
        kind.id == "jobs" ? rows.map { ListKey("runs", .job($0.name)) } : []
    }

    /// What tabs show as lists within the item.
    package static func children(
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

    /// The lists that say who reads what, beginning from a kind: streams and batches are two worlds.
    package func lineage(of kind: ResourceID) async -> [ListKey: Loadable<Listing>] {
        let roots: [ListKey] =
            kind == "repos"
            ? [ListKey("repos", .root)] : [ListKey("jobs", .root), ListKey("datasources", .root)]
        let found = await load(roots)
        let names = found[roots[0]]?.value?.rows.prefix(Self.mostContainers).map(\.name) ?? []
        let inner = names.flatMap { name in
            kind == "repos"
                ? [ListKey("transforms", .repo(name)), ListKey("exports", .repo(name))]
                : [ListKey("jobexports", .job(name))]
        }
        return found.merging(await load(inner)) { first, _ in first }
    }

    /// Asks for all of them, a few at a time; what fails is missing from what is drawn.
    package func load(_ keys: [ListKey]) async -> [ListKey: Loadable<Listing>] {
        await withTaskGroup(of: (ListKey, Loadable<Listing>).self) { group in
            var rest = keys[...]
            for key in rest.prefix(Self.atOnce) { group.addTask { await load(key) } }
            rest = rest.dropFirst(Self.atOnce)
            var found: [ListKey: Loadable<Listing>] = [:]
            for await (key, content) in group {
                found[key] = content
                if let next = rest.popFirst() { group.addTask { await load(next) } }
            }
            return found
        }
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
