/// Where items of a kind live: everywhere, in one repo, or in one job.
package enum Scope: Hashable, Sendable {
    case root
    case repo(String)
    case job(String)

    /// The name of what contains the items; empty at the root.
    package var container: String {
        switch self {
        case .root: ""
        case .repo(let name), .job(let name): name
        }
    }
}

/// One item, by kind, container and name; what every action and every answer carries.
///
/// Never an index and never a copied item: both may be old by the time they are used.
package struct ResourceAddress: Hashable, Sendable {
    package var kind: ResourceID
    package var scope: Scope
    package var name: String

    package init(_ kind: ResourceID, _ scope: Scope, _ name: String) {
        self.kind = kind
        self.scope = scope
        self.name = name
    }

    /// The name as a sentence has it: `'daily_uv'`, or `7 of 'daily_uv'`.
    package var nameInContainer: String {
        scope == .root ? "'\(name)'" : "\(name) of '\(scope.container)'"
    }

    /// The list this item stands in.
    package var list: ListKey { ListKey(kind, scope) }
}

/// The id of a resource kind, as commands and the palette write it: `repos`, `jobs`.
package struct ResourceID: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let description: String

    package init(stringLiteral value: String) { description = value }
}

/// One list: the items of a kind within a scope.
package struct ListKey: Hashable, Sendable {
    package var kind: ResourceID
    package var scope: Scope

    package init(_ kind: ResourceID, _ scope: Scope) {
        self.kind = kind
        self.scope = scope
    }
}
