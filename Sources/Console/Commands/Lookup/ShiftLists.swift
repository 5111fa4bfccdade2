package import Console
package import PipelineAPI

package import struct FoundationEssentials.Date

/// Requests everything that the report of a shift is made of: definitions, and every job's runs of that time.
package struct ShiftLists: Sendable {
    private let api: any APICaller
    private let related: RelatedLists

    package init(api: any APICaller, related: RelatedLists) {
        self.api = api
        self.related = related
    }

    /// Returns the lists.
    ///
    /// - Throws: if one of them cannot be had, since a report without it would be wrong without a word.
    package func load(
        since date: Date
    ) async throws(CommandFailure) -> [ListKey: Loadable<Listing>] {
        let kinds = ResourceCatalogue.all.filter { $0.traits.lineage != nil }
        let roots = kinds.filter { $0.containment == .root }.map { ListKey($0.id, .root) }
        var lists = try await related.all(roots)
        lists.merge(try await related.all(inner(of: lists, kinds))) { _, new in new }
        for (key, content) in lists where ResourceCatalogue.kind(key.kind)?.isHistory == true {
            let runs = content.value?.rows.compactMap { $0.item.value(as: Run.self) } ?? []
            guard !runs.reach(backTo: date) else { continue }
            let more = try await RunHistory(api: api).runs(of: key.scope.container, since: date)
            let rows = more.map { Row(name: String($0.runId), item: AnyItem($0)) }
            lists[key] = .loaded(Listing(rows: rows), at: content.date ?? date)
        }
        return lists
    }

    /// Returns the lists within items of the lists, and those that the items' rows draw from: a job's exports and runs.
    private func inner(
        of lists: [ListKey: Loadable<Listing>],
        _ kinds: [AnyResourceKind]
    ) -> [ListKey] {
        lists.flatMap { key, content in
            (content.value?.rows ?? []).flatMap { row in
                let held = kinds.filter { $0.containment.kind == key.kind }.map {
                    ListKey($0.id, $0.containment.scope(row.name))
                }
                let kind = ResourceCatalogue.kind(key.kind)
                return held
                    + (kind?.traits.rowLists(ResourceAddress(key.kind, key.scope, row.name)) ?? [])
            }
        }
    }
}
