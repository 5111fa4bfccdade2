/// A run by its job and its number within the job.
package struct RunID: Hashable, Sendable {
    package let job: String
    package let number: Int

    package init(job: String, number: Int) {
        self.job = job
        self.number = number
    }

    /// The request that runs the run again, as its action sends it.
    package var rerun: ActionRequest {
        ActionRequest(
            kind: .runs,
            id: .rerun,
            address: ResourceAddress(.runs, .job(job), String(number))
        )
    }

    /// `run 7 of 'daily'`.
    package var localized: LocalizedText { "run \(number) of '\(job)'" }
}

extension ActionRequest {
    /// The run that the request is about; `nil` where it is about something else.
    package var run: RunID? {
        guard case .job(let job) = address.scope else { return nil }
        return Int(address.name).map { RunID(job: job, number: $0) }
    }
}
