import PipelineAPI

extension ConsoleState {
    /// Opens the form for a search of everything.
    mutating func planSearch() {
        overlay = .form(
            FormDialog(
                .search,
                title: "Search names, SQL, specs, schemas and messages",
                fields: [
                    FormDialog.Field(
                        "pattern",
                        found.pattern,
                        hint: "a text in any case, or ~ and a regular expression"
                    )
                ]
            )
        )
    }

    /// Searches all that is known, and shows what was found.
    mutating func search(_ pattern: String) {
        guard !pattern.isEmpty else {
            notice = Notice("no pattern was given: nothing was searched", isError: true)
            return
        }
        do throws(APIError) {
            found = try EverythingSearch(pattern, in: knownItems)
        } catch {
            notice = Notice(LocalizedText(verbatim: error.message), isError: true)
            return
        }
        bodyCache.invalidate()
        show(kind: .found)
    }

    /// Every item that a list or a detail has, once; a list made of others has none of its own.
    private var knownItems: [(address: ResourceAddress, item: AnyItem)] {
        var items: [ResourceAddress: AnyItem] = [:]
        for (key, content) in listings {
            guard let kind = ResourceCatalogue.kind(key.kind), kind.aggregate == nil,
                kind.placement != .screen
            else { continue }
            for row in content.value?.rows ?? [] {
                items[ResourceAddress(key.kind, key.scope, row.name)] = row.item
            }
        }
        for (address, content) in details {
            if let item = content.value { items[address] = item }
        }
        return items.map { ($0.key, $0.value) }
    }
}
