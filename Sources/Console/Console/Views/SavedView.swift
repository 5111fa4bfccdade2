import PipelineAPI
package import Screen

import struct FoundationEssentials.Date

/// A filter, order and columns of a kind's lists under a name and, if wished, a key.
package struct SavedView: Equatable, Sendable {
    /// What a file or the form says of it, word by word.
    package struct Wish: Equatable, Sendable {
        package var name: String
        package var kind: String
        package var filter: String
        /// A column's title, with a `-` before it for the largest first.
        package var sort: String?
        /// The titles of the columns in sight; empty for all.
        package var columns: [String]
        package var key: String?

        package init(
            name: String,
            kind: String,
            filter: String = "",
            sort: String? = nil,
            columns: [String] = [],
            key: String? = nil
        ) {
            self.name = name
            self.kind = kind
            self.filter = filter
            self.sort = sort
            self.columns = columns
            self.key = key
        }
    }

    package let name: String
    package let kind: ResourceID
    package let filter: String
    /// The order and the hidden columns; what is chosen while the view is open changes it here only.
    package var choice: ViewChoice
    package let key: Key?

    /// *Throws* where the kind, a column, the filter or the key is unknown, with what was probably meant.
    package init(_ wish: Wish) throws(SavedViewError) {
        guard wish.name.contains(where: { !$0.isWhitespace }) else {
            throw SavedViewError("a view has a name: give it one")
        }
        let kind = try Self.kind(wish.kind)
        let query = FilterQuery(wish.filter, now: Date(timeIntervalSince1970: 0))
        if let problem = query.problem ?? query.incomplete.map({ "'\($0)' is not whole" }) {
            throw SavedViewError("filter: \(problem): correct it")
        }
        name = wish.name
        self.kind = kind.id
        filter = wish.filter
        choice = ViewChoice(
            sort: try wish.sort.map { text throws(SavedViewError) in try Self.order(text, of: kind)
            },
            hidden: try Self.hidden(wish.columns, of: kind)
        )
        guard let label = wish.key, !label.isEmpty else {
            key = nil
            return
        }
        guard let key = Key(label: label) else {
            throw SavedViewError("'\(label)' is no key: write one as L, Ctrl-K, F5 or PgUp")
        }
        self.key = key
    }

    /// The kinds that have a list to look at.
    static let kinds = ResourceCatalogue.all.filter { kind in
        (kind.placement != .screen || kind.aggregate != nil) && !kind.traits.isTableOfRecords
            && !kind.columns.isEmpty
    }

    private static func kind(_ word: String) throws(SavedViewError) -> AnyResourceKind {
        let wanted = word.lowercased().filter { $0 != " " }
        let named = kinds.first {
            $0.id.description == wanted || $0.aliases.contains(wanted)
        }
        let found = named ?? kinds.first { $0.aggregate == nil && $0.noun == word }
        guard let found else {
            throw SavedViewError(
                "'\(word)' is no kind"
                    + NearestName.hint(for: wanted, among: kinds.map(\.id.description))
            )
        }
        return found
    }

    private static func order(
        _ text: String,
        of kind: AnyResourceKind
    ) throws(SavedViewError) -> SortOrder {
        let isDescending = text.hasPrefix("-")
        let title = isDescending ? String(text.dropFirst()) : text
        let column = try column(title, among: kind.columns, of: kind)
        guard kind.orderColumns.contains(where: { $0.title == column.title }) else {
            let titles = kind.orderColumns.map(\.title).joined(separator: ", ")
            throw SavedViewError(
                "sort: the service orders \(kind.id) only by \(titles): use one of them"
            )
        }
        return SortOrder(column.title, isDescending: isDescending)
    }

    /// Returns the columns that are not among the titles; the first one, the name, is never hidden.
    private static func hidden(
        _ titles: [String],
        of kind: AnyResourceKind
    ) throws(SavedViewError) -> Set<String> {
        guard !titles.isEmpty else { return [] }
        var shown: Set<String> = []
        for title in titles { shown.insert(try column(title, among: kind.columns, of: kind).title) }
        return Set(kind.columns.dropFirst().map(\.title)).subtracting(shown)
    }

    private static func column(
        _ title: String,
        among columns: [AnyTableColumn],
        of kind: AnyResourceKind
    ) throws(SavedViewError) -> AnyTableColumn {
        let wanted = title.lowercased()
        if let found = columns.first(where: { $0.title.lowercased() == wanted }) { return found }
        let titles = columns.map(\.title)
        throw SavedViewError(
            "'\(title)' is no column of \(kind.id)"
                + NearestName.hint(for: title.uppercased(), among: titles)
                + " (they are \(titles.joined(separator: ", ")))"
        )
    }
}

/// Why a view is not possible.
package struct SavedViewError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
