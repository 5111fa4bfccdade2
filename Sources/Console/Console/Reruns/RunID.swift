package import PipelineAPI

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

/// Runs that were chosen to run again, with what is downstream of them.
package struct RerunChoice: Equatable, Sendable {
    package let runs: [RunID]
    /// Those of them that are known already, as they were seen.
    package let known: [RunID: Run]
    /// What the plan says of what was not chosen.
    package let notes: [LocalizedText]

    package init(_ runs: [RunID], known: [RunID: Run] = [:], notes: [LocalizedText] = []) {
        self.runs = runs
        self.known = known
        self.notes = notes
    }
}

extension ActionRequest {
    /// The run that the request is about; `nil` where it is about something else.
    package var run: RunID? {
        guard case .job(let job) = address.scope else { return nil }
        return Int(address.name).map { RunID(job: job, number: $0) }
    }
}
