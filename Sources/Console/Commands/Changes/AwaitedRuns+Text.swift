import Console
package import PipelineAPI
import Screen

extension AwaitedRuns {
    /// What is going on, as a line that the next one replaces.
    package var status: String {
        guard entries.count == 1, let entry = entries.first else {
            let over = entries.count { $0.ending != nil }
            return "\(over) of \(entries.count) runs have ended …"
        }
        guard let run = entry.run else { return "\(entry.name) has not begun …" }
        return "\(entry.name) is \(run.status) …".printable
    }

    /// Whether every run has ended in this status.
    package func hasEnded(as wanted: RunStatus) -> Bool {
        entries.allSatisfy { entry in
            if case .ended(let run)? = entry.ending { run.status == wanted } else { false }
        }
    }

    /// The exit of a command that has waited: what has not ended as it was to; `nil` where all have.
    package func failure(unless wanted: RunStatus) -> CommandFailure? {
        guard !hasEnded(as: wanted) else { return nil }
        let unknown = entries.lazy.compactMap { entry -> CommandFailure? in
            guard case .unknown(let error)? = entry.ending else { return nil }
            return CommandFailure(error).after("how \(entry.name) ended is not known: ")
        }.first
        if let unknown { return unknown }
        guard entries.count == 1, let entry = entries.first else {
            let bad = entries.count { entry in
                if case .ended(let run)? = entry.ending { run.status != wanted } else { true }
            }
            return CommandFailure(
                .refused,
                "\(bad) of \(entries.count) runs are not \(wanted): 'pandora runs JOB' says why"
            )
        }
        return CommandFailure(.refused, entry.text)
    }
}

extension AwaitedRuns.Entry {
    /// What has come of the run: `run 7 of 'daily' is Failed after 12s: no such file`.
    package var text: String {
        switch ending {
        case .ended(let run)?:
            let time = DurationText.taken(by: run).map { " after \($0)" } ?? ""
            let message = run.status == .successful ? "" : run.message?.firstLine ?? ""
            return "\(name) is \(run.status)\(time)" + (message.isEmpty ? "" : ": \(message)")
        case .notBegun?: return "\(name) did not begin: look whether the job was stopped"
        case .gone?: return "\(name) is not in the history any more: was the job deleted?"
        case .unknown(let error)?: return "how \(name) ended is not known: \(error.message)"
        case nil: return "\(name) has not ended"
        }
    }
}
