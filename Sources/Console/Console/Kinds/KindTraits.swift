package import PipelineAPI

/// The traits by which a kind differs from others; the defaults are those of most kinds.
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
    /// The item that a row's target is narrowed to by what else is shown, such as the cursor of the night.
    var chosen: @Sendable (ResourceAddress, ConsoleState) -> ResourceAddress = { target, _ in target
    }
    /// What a user has written of an item, of which earlier versions are kept; `nil` if none are.
    var definition: (@Sendable (AnyItem) -> JSONValue?)?
    /// Whether the service has an item of itself, so that it is no definition of a user's.
    package var isOfService: @Sendable (AnyItem) -> Bool = { _ in false }
    /// Whether the text of the shown tab is copied, and not the item's name.
    var isCopiedWhole = false
    /// Whether an item can be watched.
    var isWatchable = false
    /// Whether its pane has the focus when the console opens.
    var hasFirstFocus = false
    /// Whether its list within a tab has a column for each field of its records.
    package var isTableOfRecords = false
    /// Seconds between two requests for a job's list while the job's newest run is Running; `nil` if the interval
    /// does not depend on that.
    var intervalWhileActive: Double?
    /// The computations in which its items read or make data; `nil` for none.
    package var lineage: LineageDomain?
    /// The error code for a missing item; `nil` if the kind contains no lists.
    package var notFound: ErrorCode?
}

/// The computations whose lineage is followed together: streams do not read the sources of batch jobs.
package enum LineageDomain: Sendable {
    case streams, batches
}
