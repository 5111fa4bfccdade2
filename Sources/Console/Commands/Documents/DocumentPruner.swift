package import Console
package import PipelineAPI

/// The deletion of an item that documents do not name.
package struct PlannedDeletion: Sendable {
    package let plan: ChangePlan
    package let request: ActionRequest
    /// The item as its list has it.
    package let item: AnyItem
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
        let named = Set(
            documents.flatMap { document in
                let needs = document.kind.editor?.needs(of: document.value, in: document.scope)
                return [document.address] + (needs ?? [])
            }
        )
        let kinds = AccountDump.kinds.filter { held.contains($0.id) }
        let addresses = try await dump.addresses(of: kinds).filter { !named.contains($0) }
        var deletions: [PlannedDeletion] = []
        for document in try await dump.documents(at: addresses).reversed() {
            deletions.append(try await deletion(of: document.document))
        }
        return deletions
    }

    private func deletion(
        of document: ChangeDocument
    ) async throws(CommandFailure) -> PlannedDeletion {
        let row = try await ItemLookup(api: api)
            .item(document.kind, named: document.name, in: document.scope)
        let planned = try PlannedAction(.delete, of: document.kind, on: row, in: document.scope)
        return PlannedDeletion(plan: planned.plan, request: planned.request, item: row.item)
    }
}
