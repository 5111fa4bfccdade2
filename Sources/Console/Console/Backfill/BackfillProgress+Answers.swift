package import PipelineAPI

extension BackfillProgress {
    /// Takes the answer to a start.
    package mutating func receiveStart(
        _ request: ActionRequest,
        _ result: Result<LocalizedText, APIError>,
        at now: Duration
    ) -> WorkOutcome? {
        guard let step = current, case .sending(let number) = entries[step].state else {
            return nil
        }
        entries[step].sent += 1
        switch result {
        case .success: enter(.started(after: number), step, at: now)
        case .failure(let error) where error.losesAnswer:
            enter(.unsure(after: number), step, at: now + .seconds(1))
            return nil
        case .failure(let error):
            enter(.failed(LocalizedText(verbatim: error.description)), step, at: now)
        }
        return WorkOutcome(request: request, result: result)
    }

    /// Takes the answer to a look: the newest runs.
    package mutating func receive(
        _ result: Result<[Run], APIError>,
        at now: Duration
    ) -> WorkOutcome? {
        guard let step = current else { return nil }
        entries[step].looks += 1
        switch result {
        case .failure(let error):
            fail(step, error, at: now)
            return nil
        case .success(let runs):
            entries[step].failures = 0
            return see(runs, step, at: now)
        }
    }

    private mutating func see(_ runs: [Run], _ step: Int, at now: Duration) -> WorkOutcome? {
        switch entries[step].state {
        case .checking: check(runs.max { $0.runId < $1.runId }, step, at: now)
        case .started(let number):
            if let run = runs.first(after: number) {
                follow(run, step, at: now)
            } else if entries[step].looks >= WorkPace.mostLooksForNew {
                enter(
                    .failed("the service made no run: look whether the job was changed"),
                    step,
                    at: now
                )
            } else {
                entries[step].due = now + pause(step)
            }
        case .unsure(let number): return settle(runs, after: number, step, at: now)
        case .running:
            if let run = runs.first(where: { $0.runId == entries[step].run?.runId }) {
                follow(run, step, at: now)
            } else {
                enter(.failed("its run is not in the history any more"), step, at: now)
            }
        default: break
        }
        return nil
    }

    /// Decides whether the start may be sent: not while another run is under way.
    private mutating func check(_ newest: Run?, _ step: Int, at now: Duration) {
        if let newest, newest.status.isActive {
            entries[step].due = now + pause(step)
        } else {
            enter(.due(after: newest?.runId ?? 0), step, at: now)
        }
    }

    /// Decides by the runs what a lost answer would have said.
    private mutating func settle(
        _ runs: [Run],
        after number: Int,
        _ step: Int,
        at now: Duration
    ) -> WorkOutcome? {
        let request = plan.request(step)
        if let run = runs.first(after: number) {
            follow(run, step, at: now)
            let text: LocalizedText = "run \(run.runId) of '\(plan.job)' was made"
            return WorkOutcome(request: request, result: .success("the answer was lost; \(text)"))
        }
        guard entries[step].looks >= WorkPace.unsureLooks else {
            entries[step].due = now + .seconds(2)
            return nil
        }
        let text: LocalizedText = "the start did not reach the service"
        let isLast = entries[step].sent >= WorkPace.mostSent
        enter(isLast ? .failed(text) : .due(after: number), step, at: now)
        return WorkOutcome(
            request: request,
            result: .failure(APIError(.notReceived, text.english))
        )
    }

    private mutating func follow(_ run: Run, _ step: Int, at now: Duration) {
        entries[step].run = run
        guard run.status.isFinal else {
            let isNew = entries[step].state != .running
            if isNew { enter(.running, step, at: now) }
            entries[step].due = now + pause(step)
            return
        }
        guard run.status != .successful else { return enter(.succeeded, step, at: now) }
        let line = run.message?.firstLine ?? ""
        let status = LocalizedText(known: run.status.rawValue)
        enter(.failed(line.isEmpty ? status : "\(status): \(line)"), step, at: now)
    }

    /// Looks again later, unless the service says that there is nothing to look at.
    private mutating func fail(_ step: Int, _ error: APIError, at now: Duration) {
        entries[step].failures += 1
        guard error.leavesOutcomeOpen, entries[step].failures < WorkPace.mostFailures else {
            let known = LocalizedText(verbatim: error.description)
            let isUnsure = if case .unsure = entries[step].state { true } else { false }
            let text = isUnsure ? "it is not known whether the run began: \(known)" : known
            return enter(.failed(text), step, at: now)
        }
        entries[step].due = now + WorkPace.pause(afterFailures: entries[step].failures)
    }

    private func pause(_ step: Int) -> Duration { WorkPace.pause(after: entries[step].looks) }
}

extension [Run] {
    /// The first run that was made after another one, by their numbers.
    package func first(after number: Int) -> Run? {
        filter { $0.runId > number }.min { $0.runId < $1.runId }
    }
}
