/// Focus, pages and positions before a jump to another item.
package struct Location: Equatable, Sendable {
    let focus: Focus
    let activePane: Int
    let pages: [DetailPage]
    let panes: [ListState]
    /// The destination; *back* from there returns here.
    var arrival: Arrival?

    /// Focus and page right after a jump; they differ once the user has moved on.
    struct Arrival: Equatable, Sendable {
        let focus: Focus
        let depth: Int
        let page: ResourceAddress?
        /// The row in the sidebar; moving within a page does not count.
        let row: ResourceAddress?
    }
}
