/// How a kind's lists are looked at: by which column in order, and which columns are left out.
///
/// Chosen by the user, one a kind, and remembered from one start to the next.
package struct ViewChoice: Codable, Equatable, Sendable {
    package var sort: SortOrder?
    /// Titles of columns.
    package var hidden: Set<String> = []

    package init(sort: SortOrder? = nil, hidden: Set<String> = []) {
        self.sort = sort
        self.hidden = hidden
    }
}

/// The column a list is in order of.
package struct SortOrder: Codable, Equatable, Sendable {
    /// The column's title.
    package var column: String
    package var isDescending: Bool

    package init(_ column: String, isDescending: Bool = false) {
        self.column = column
        self.isDescending = isDescending
    }
}
