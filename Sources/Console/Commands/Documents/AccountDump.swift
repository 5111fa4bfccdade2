package import Console
package import PipelineAPI

/// Reads every definition of an account as documents, each after those that it needs.
///
/// The order depends on the definitions alone, so that two accounts with the same definitions have the same text.
package struct AccountDump: Sendable {
    private let api: any APICaller
    private let related: RelatedLists
    private let report: @Sendable (Int, Int) -> Void
    private static let atOnce = 8

    /// `report` gets the number of definitions that are read and of all, after each.
    package init(
        api: any APICaller,
        related: RelatedLists,
        report: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) {
        self.api = api
        self.related = related
        self.report = report
    }

    /// The kinds whose items are definitions.
    package static let kinds = KindLookup.all.filter { $0.editor != nil }

    /// What is to be dumped: kinds with all their items, and single items.
    package struct Choice: Sendable {
        let kinds: [AnyResourceKind]
        let items: [ResourceAddress]

        /// Reads `jobs`, `jobs/daily_uv` and `exports/access_log/to_logs`; no words are all kinds.
        package init(_ words: [String]) throws(CommandFailure) {
            var named: Set<ResourceID> = []
            var items: [ResourceAddress] = []
            for word in words {
                let parts = word.split(separator: "/", omittingEmptySubsequences: false)
                    .map(String.init)
                let kind = try KindLookup.kind(named: parts[0])
                try KindTemplate.editor(of: kind)
                guard parts.count > 1 else {
                    named.insert(kind.id)
                    continue
                }
                let places = kind.containment.kind == nil ? 2 : 3
                guard parts.count == places, !parts.contains("") else {
                    let noun = kind.containment.kind.flatMap(ResourceCatalogue.kind)?.noun
                    let form = [kind.id.description] + [noun].compactMap(\.self) + ["name"]
                    throw CommandFailure(
                        .usage,
                        "'\(word)' names no \(kind.noun): write \(form.joined(separator: "/"))"
                    )
                }
                let scope = kind.containment.kind.map { _ in kind.containment.scope(parts[1]) }
                items.append(ResourceAddress(kind.id, scope ?? .root, parts[places - 1]))
            }
            kinds =
                words.isEmpty
                ? AccountDump.kinds
                : AccountDump.kinds.filter {
                    named.contains($0.id)
                }
            self.items = items
        }
    }

    package func documents(of choice: Choice) async throws(CommandFailure) -> [DumpedDocument] {
        let lookup = ItemLookup(api: api)
        for item in choice.items {
            // It is looked for in its list, so that a name that is not there is told with the nearest.
            guard let kind = ResourceCatalogue.kind(item.kind) else { continue }
            _ = try await lookup.item(kind, named: item.name, in: item.scope)
        }
        let all = try await addresses(of: choice.kinds)
        return try await documents(at: all + choice.items.filter { !all.contains($0) })
    }

    /// Returns the documents of some items, each after those that it needs.
    package func documents(
        at addresses: [ResourceAddress]
    ) async throws(CommandFailure) -> [DumpedDocument] {
        let values = try await definitions(of: addresses)
        var documents: [DumpedDocument] = []
        for address in addresses {
            guard let value = values[address] else { continue }
            documents.append(try DumpedDocument(address, value))
        }
        return DocumentOrder.places(of: documents.map(\.document)).map { documents[$0] }
    }

    /// Returns the addresses of all items of some kinds, by kind, container and name.
    package func addresses(
        of kinds: [AnyResourceKind]
    ) async throws(CommandFailure) -> [ResourceAddress] {
        let roots = Set(kinds.map { $0.containment.kind ?? $0.id })
        let lists = try await related.all(roots.map { ListKey($0, .root) })
        let names = AccountDump.names(in: lists)
        let keys = kinds.flatMap { kind -> [ListKey] in
            guard let container = kind.containment.kind else { return [ListKey(kind.id, .root)] }
            return (names[ListKey(container, .root)] ?? []).map {
                ListKey(kind.id, kind.containment.scope($0))
            }
        }
        let inner = try await related.all(keys.filter { $0.scope != .root })
        let all = names.merging(AccountDump.names(in: inner)) { first, _ in first }
        return keys.flatMap { key in
            (all[key] ?? []).map { ResourceAddress(key.kind, key.scope, $0) }
        }
    }

    /// Returns the names of what users have made in some lists, in order.
    private static func names(in lists: [ListKey: Loadable<Listing>]) -> [ListKey: [String]] {
        Dictionary(
            lists.map { key, content in
                let isOfService = ResourceCatalogue.kind(key.kind)?.traits.isOfService
                let rows = (content.value?.rows ?? []).filter { isOfService?($0.item) != true }
                return (key, rows.map(\.name).sorted())
            }
        ) { first, _ in first }
    }

    private func definitions(
        of addresses: [ResourceAddress]
    ) async throws(CommandFailure) -> [ResourceAddress: JSONValue] {
        var values: [ResourceAddress: JSONValue] = [:]
        var failure: CommandFailure?
        await withTaskGroup(of: (ResourceAddress, Result<JSONValue, APIError>).self) { group in
            var rest = addresses[...]
            func askNext() {
                guard failure == nil, let address = rest.popFirst() else { return }
                group.addTask { (address, await definition(of: address)) }
            }
            for _ in 0..<Self.atOnce { askNext() }
            for await (address, result) in group {
                switch result {
                case .success(let value): values[address] = value
                case .failure(let error):
                    failure =
                        failure
                        ?? CommandFailure(error).after(
                            "\(address.kind) \(address.nameInContainer): "
                        )
                }
                report(values.count, addresses.count)
                askNext()
            }
        }
        if let failure { throw failure }
        return values
    }

    private func definition(of address: ResourceAddress) async -> Result<JSONValue, APIError> {
        guard let editor = ResourceCatalogue.kind(address.kind)?.editor else {
            return .success(.object([:]))
        }
        do throws(APIError) {
            return .success(try await editor.current(address, by: api))
        } catch { return .failure(error) }
    }
}
