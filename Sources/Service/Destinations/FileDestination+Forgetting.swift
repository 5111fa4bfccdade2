import PipelineEngine

extension FileDestination {
    /// Removes what is remembered of a source that was deleted; the files that it wrote stay.
    func forget(_ source: String) async {
        try? await placer.keys.forgetWrittenKeys(of: source)
    }
}
