/// Focus, pages and positions of the screen before something was gone to by name.
package struct Location: Equatable, Sendable {
    let focus: Focus
    let activePane: Int
    let pages: [DetailPage]
    let panes: [ListState]
    /// The destination; *back* from there returns here.
    var arrival: Arrival?

    /// Focus and page right after going somewhere; it no longer matches once the user has moved on.
    struct Arrival: Equatable, Sendable {
        let focus: Focus
        let depth: Int
        let page: ResourceAddress?
        /// The row in the left column; rows within a page may be moved over.
        let row: ResourceAddress?
    }
}
