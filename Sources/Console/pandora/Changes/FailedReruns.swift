import Commands
import Console
import PipelineAPI
import Screen

/// Reruns failed runs from the command line, each once.
struct FailedReruns {
    let session: Session
    let options: ChangeOptions
    let waits: Bool

    /// Has the plan confirmed, sends the reruns one after the other and, where that is asked for, waits for all.
    func perform(_ choice: RerunChoice) async throws(CommandFailure) {
        guard let plan = ChangePlan.bulk(choice.runs.map(\.rerun), skipped: choice.notes) else {
            return
        }
        if options.dryRun {
            for call in calls(of: choice) { try Output.line(ValueText.escaped(call)) }
            return
        }
        try session.confirm([plan], options)
        var tally = RerunTally()
        let sender = RerunSender(api: session.api, zone: .system) { try await Task.sleep(for: $0) }
        await sender.send(
            choice,
            lost: { Output.remark("the answer was lost: asking the service what is true …") },
            report: { id, outcome in
                record(id, outcome)
                // A line that cannot be written ends nothing, since the rest was agreed to.
                try? Output.line(tally.take(id, outcome).printable)
            }
        )
        try Output.line(tally.summary)
        var failure = tally.failure
        if waits {
            do throws(CommandFailure) {
                try await RunWaiting(session: session, wanted: .successful)
                    .wait(for: AwaitedRuns(rerun: tally.sent, of: choice))
            } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    private func calls(of choice: RerunChoice) -> [String] {
        choice.runs.compactMap { id in
            choice.known[id].flatMap { ChangePlan.action(id.rerun, on: AnyItem($0))?.call }
        }
    }

    private func record(_ id: RunID, _ outcome: RerunSender.Outcome) {
        let what = id.rerun.what.english
        switch outcome {
        case .sent(let text): session.record(what, .success(text.english))
        case .refused(let error): session.record(what, .failure(error))
        case .leftOut, .unseen, .notSent: break
        }
    }
}
