package import Console
package import PipelineAPI

/// The deletion of an item that documents do not name.
package struct PlannedDeletion: Sendable {
    package let plan: ChangePlan
    package let request: ActionRequest
    /// The item as its list has it.
    package let item: AnyItem
    /// Whether it may be gone with what made it, once that is deleted.
    package let mayGoBefore: Bool
}

/// Finds what an account has of the documents' kinds and the documents do not name.
///
/// **Invariant:** nothing is deleted of a kind that no document is of, and nothing that a document needs.
package struct DocumentPruner: Sendable {
    private let api: any APICaller
    private let dump: AccountDump

    package init(api: any APICaller, related: RelatedLists) {
        self.api = api
        dump = AccountDump(api: api, related: related)
    }

    /// Returns the deletions, each before that of what it needs.
    package func deletions(
        besides documents: [ChangeDocument]
    ) async throws(CommandFailure) -> [PlannedDeletion] {
        let held = Set(documents.map(\.kind.id))
        let named = Set(documents.flatMap { [$0.address] + $0.needs })
        let kinds = AccountDump.kinds.filter { held.contains($0.id) }
        let addresses = try await dump.addresses(of: kinds).filter { !named.contains($0) }
        let doomed = try await dump.documents(at: addresses).map(\.document)
        var deletions: [PlannedDeletion] = []
        for place in DocumentPruner.order(of: doomed) {
            let document = doomed[place]
            let isMade = !DocumentPruner.makers(of: document.address, in: doomed).isEmpty
            deletions.append(try await deletion(of: document, isMade: isMade))
        }
        return deletions
    }

    /// What is in a repo goes before the transform that makes the repo, since the repo may go with that.
    private static func order(of doomed: [ChangeDocument]) -> [Int] {
        DocumentOrder.places(of: doomed) { document in
            let container = document.scope.containerKind.map {
                ResourceAddress($0, .root, document.scope.container)
            }
            let makers = container.map { Self.makers(of: $0, in: doomed) } ?? []
            return document.needs + makers.filter { $0 != document.address }
        }.reversed()
    }

    /// Returns the items whose documents name another that they do not stand in.
    private static func makers(
        of address: ResourceAddress,
        in documents: [ChangeDocument]
    ) -> [ResourceAddress] {
        documents.filter { document in
            document.scope.containerKind != nil
                && document.scope.container != address.name && document.needs.contains(address)
        }.map(\.address)
    }

    private func deletion(
        of document: ChangeDocument,
        isMade: Bool
    ) async throws(CommandFailure) -> PlannedDeletion {
        let row = try await ItemLookup(api: api)
            .item(document.kind, named: document.name, in: document.scope)
        let planned = try PlannedAction(
            .delete,
            of: document.kind,
            on: row,
            in: document.scope,
            onceAllowed: isMade
        )
        return PlannedDeletion(
            plan: planned.plan,
            request: planned.request,
            item: row.item,
            mayGoBefore: isMade
        )
    }
}
