/// Where items of a kind live: everywhere, in one repo, or in one job.
package enum Scope: Hashable, Sendable {
    case root
    case repo(String)
    case job(String)
    case dataSource(String)

    /// The name of what contains the items; empty at the root.
    package var container: String {
        switch self {
        case .root: ""
        case .repo(let name), .job(let name), .dataSource(let name): name
        }
    }

    /// The kind of what contains the items; `nil` at the root.
    package var containerKind: ResourceID? {
        switch self {
        case .root: nil
        case .repo: .repos
        case .job: .jobs
        case .dataSource: .dataSources
        }
    }
}

/// The address of an item: kind, container and name.
///
/// Actions and answers carry it instead of an index or a copy of the item, which may be out of date when used.
package struct ResourceAddress: Hashable, Sendable {
    package var kind: ResourceID
    package var scope: Scope
    package var name: String

    package init(_ kind: ResourceID, _ scope: Scope, _ name: String) {
        self.kind = kind
        self.scope = scope
        self.name = name
    }

    /// The name within a sentence: `'daily_uv'`, or `7 of 'daily_uv'`.
    package var nameInContainer: String {
        scope == .root ? "'\(name)'" : "\(name) of '\(scope.container)'"
    }

    /// The same in the user's language.
    var localized: LocalizedText {
        scope == .root ? "'\(name)'" : "\(name) of '\(scope.container)'"
    }

    /// The list this item stands in.
    package var list: ListKey { ListKey(kind, scope) }
}

/// The identity of a list: a kind, a scope and a query.
package struct ListKey: Hashable, Sendable {
    package var kind: ResourceID
    package var scope: Scope
    package var query: ListQuery

    package init(_ kind: ResourceID, _ scope: Scope, _ query: ListQuery = ListQuery()) {
        self.kind = kind
        self.scope = scope
        self.query = query
    }
}

/// The part of a long list that one request covers.
package enum ListPart: Hashable, Sendable {
    /// From 1, of ``HistoryWindow/pageSize`` rows.
    case page(Int)
    /// The newest item alone, the cheapest request.
    case newest
}

/// The filter and the order that the service applies; only paged lists have them.
package struct ListQuery: Hashable, Sendable {
    /// The API's name of a run status.
    package var status: String?
    /// A field's name, with `-` before it for descending; `nil` is the list's own order.
    package var sort: String?

    package init(status: String? = nil, sort: String? = nil) {
        self.status = status
        self.sort = sort
    }
}
