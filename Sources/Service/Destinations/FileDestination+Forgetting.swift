import FoundationEssentials

extension FileDestination {
    /// Removes what is remembered of a source that was deleted; the files that it wrote stay.
    func forget(_ source: String) {
        Retention(root: root, source: source, days: 0).forget()
    }
}
