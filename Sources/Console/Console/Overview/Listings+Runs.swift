import PipelineAPI

extension [ListKey: Loadable<Listing>] {
    /// The newest runs of a job that are known, newest first; `nil` before the first answer.
    func runs(of job: String, atMost count: Int = .max) -> [Run]? {
        self[ListKey(.runs, .job(job))]?.value?.rows.prefix(count).compactMap { $0.item.value() }
    }

    func newestRun(of job: String) -> Run? { runs(of: job, atMost: 1)?.first }
}
