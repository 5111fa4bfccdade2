package import Console
package import PipelineAPI

/// Reruns runs one after the other, each once.
///
/// **Invariant:** a run is looked at before its rerun is sent; one that has changed since it was planned is left out, since
/// another may have rerun it.
package struct RerunSender: Sendable {
    package enum Outcome: Equatable, Sendable {
        case sent(LocalizedText)
        case refused(APIError)
        /// It is not what was planned any more: why.
        case leftOut(String)
        /// It cannot be looked at, so that nothing was sent.
        case unseen(APIError)
        /// The service was lost before its turn.
        case notSent
    }

    private let api: any APICaller
    private let sender: ActionSender
    private let sleep: @Sendable (Duration) async throws -> Void

    package init(
        api: any APICaller,
        zone: LocalZone,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.api = api
        self.sleep = sleep
        sender = ActionSender(api: api, zone: zone, sleep: sleep)
    }

    /// Sends the reruns; `report` is called with what came of each, and `lost` where an answer is lost.
    package func send(
        _ choice: RerunChoice,
        lost: @Sendable () -> Void,
        report: (RunID, Outcome) -> Void
    ) async {
        var isReached = true
        for (index, id) in choice.runs.enumerated() {
            guard isReached else {
                report(id, .notSent)
                continue
            }
            if index > 0, (try? await sleep(WorkRunner.pause)) == nil { isReached = false }
            let outcome = isReached ? await rerun(id, planned: choice.known[id], lost) : .notSent
            if case .unseen(let error) = outcome, error.leavesOutcomeOpen { isReached = false }
            report(id, outcome)
        }
    }

    private func rerun(
        _ id: RunID,
        planned: Run?,
        _ lost: @Sendable () -> Void
    ) async -> Outcome {
        let now: Run?
        do throws(APIError) {
            let call = ListRuns(job: try JobName(id.job), runId: id.number)
            now = try await api.send(call).history.first
        } catch { return .unseen(error) }
        guard let now else { return .leftOut("it is not in the history any more") }
        if let planned, !now.isAsBefore(planned) {
            return .leftOut("it has run again meanwhile: it is \(now.status)")
        }
        do throws(APIError) {
            return .sent(try await sender.send(id.rerun, on: AnyItem(now), lost: lost))
        } catch { return .refused(error) }
    }
}
