import PipelineAPI

extension [ListKey: Loadable<Listing>] {
    /// Returns the known runs of a job, newest first; `nil` before the first answer.
    func runs(of job: String, atMost count: Int = .max) -> [Run]? {
        self[ListKey(.runs, .job(job))]?.value?.rows.prefix(count).compactMap { $0.item.value() }
    }

    func newestRun(of job: String) -> Run? { runs(of: job, atMost: 1)?.first }
}
