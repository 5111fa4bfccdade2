/// Where the hand was before it went somewhere by name.
package struct Location: Equatable, Sendable {
    let focus: Focus
    let activePane: Int
    let pages: [DetailPage]
    let panes: [ListState]
    /// What was gone to; back from there is back here.
    var arrival: Arrival?

    /// Where the hand is after it went somewhere, as long as it has not gone on.
    struct Arrival: Equatable, Sendable {
        let focus: Focus
        let depth: Int
        let page: ResourceAddress?
        /// The row in the left column; rows within a page may be moved over.
        let row: ResourceAddress?
    }
}
