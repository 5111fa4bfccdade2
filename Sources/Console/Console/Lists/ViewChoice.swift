/// The order and the hidden columns of a kind's lists.
///
/// The user chooses them for each kind; they are stored in the preferences.
package struct ViewChoice: Codable, Equatable, Sendable {
    package var sort: SortOrder?
    /// The titles of the hidden columns.
    package var hidden: Set<String> = []

    package init(sort: SortOrder? = nil, hidden: Set<String> = []) {
        self.sort = sort
        self.hidden = hidden
    }
}

/// The column a list is sorted by, and the direction.
package struct SortOrder: Codable, Equatable, Sendable {
    /// The column's title.
    package var column: String
    package var isDescending: Bool

    package init(_ column: String, isDescending: Bool = false) {
        self.column = column
        self.isDescending = isDescending
    }
}
