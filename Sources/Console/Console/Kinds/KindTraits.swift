package import PipelineAPI

/// What sets a kind apart from the others; each default is what most kinds do.
package struct KindTraits: Sendable {
    /// The item of this kind that an item of another kind stands for, as its actions and keys take it; `nil`
    /// where there is none.
    var target: @Sendable (ResourceAddress, [ListKey: Loadable<Listing>]) -> ResourceAddress? = {
        _,
        _ in nil
    }
    /// The lists that an item's row draws from besides its own list; an action on it may change them.
    package var rowLists: @Sendable (ResourceAddress) -> [ListKey] = { _ in [] }
    /// The lists that an item's tabs draw from besides what they declare.
    package var tabLists: @Sendable (ResourceAddress) -> [ListKey] = { _ in [] }
    /// Whether a change of an item's state can be announced.
    var isWatchable = false
    /// Whether its pane has the focus when the console opens.
    var hasFirstFocus = false
    /// Whether its list within a tab has a column for each field of its records.
    var isTableOfRecords = false
    /// Seconds between two questions for a job's list while the job's newest run is under way; `nil` where
    /// that makes no difference.
    var intervalWhileActive: Double?
    /// In which computations its items read and make data; `nil` where they do neither.
    package var lineage: LineageDomain?
    /// The code by which the service says that there is no such item; `nil` where no list is within one.
    package var notFound: ErrorCode?
}

/// Computations whose inputs and outputs are followed together: no stream reads what a batch job reads.
package enum LineageDomain: Sendable {
    case streams, batches
}
