package import PipelineAPI

extension RerunProgress {
    /// Takes the answer to a look: the run, or `nil` where there is none.
    package mutating func receive(
        _ request: Request,
        _ result: Result<Run?, APIError>,
        at now: Duration
    ) -> WorkOutcome? {
        let step = request.step
        entries[step].looks += 1
        switch result {
        case .failure(let error):
            fail(step, error, at: now)
            return nil
        case .success(let run):
            entries[step].failures = 0
            guard let run else {
                lookForNew(step, at: now)
                return nil
            }
            return see(run, step, at: now)
        }
    }

    /// Takes the answer to a rerun.
    package mutating func receiveRerun(
        _ request: Request,
        _ result: Result<LocalizedText, APIError>,
        at now: Duration
    ) -> WorkOutcome? {
        let step = request.step
        guard case .rerun(let id) = request.kind, case .sending(let before) = entries[step].state
        else { return nil }
        entries[step].sent += 1
        guard case .failure(let error) = result else {
            enter(.running(before: before), step, at: now + .seconds(1))
            return WorkOutcome(request: id.rerun, result: result)
        }
        if error.leavesOutcomeOpen {
            enter(.unsure(before), step, at: now + .seconds(1))
            return nil
        }
        if error.code == .runNotRerunnable, entries[step].sent < WorkPace.mostSent {
            // It has changed since it was looked at: whatever it is now decides.
            enter(.checking, step, at: now + .seconds(1))
        } else {
            enter(.failed(LocalizedText(verbatim: error.description)), step, at: now)
        }
        return WorkOutcome(request: id.rerun, result: result)
    }

    private mutating func see(_ run: Run, _ step: Int, at now: Duration) -> WorkOutcome? {
        entries[step].run = run
        switch entries[step].state {
        case .checking, .expected: check(run, step, at: now)
        case .unsure(let before): return settle(run, before, step, at: now)
        case .running(let before): follow(run, before, step, at: now)
        default: break
        }
        return nil
    }

    /// Decides whether a run is rerun: not if it has begun since its upstream's success.
    private mutating func check(_ run: Run, _ step: Int, at now: Duration) {
        let end = upstreamEnd(of: step)
        // The service may make the first run in the very moment in which its upstream ends.
        let isFirst = plan.steps[step].run == nil
        let isNew = end.flatMap(\.date).flatMap { end in
            run.startTime?.date.map { isFirst ? $0 >= end : $0 > end }
        }
        if run.status.isFinal {
            if isNew == true {
                conclude(run, step, at: now)
            } else {
                enter(.due(run), step, at: now)
            }
        } else if end == nil || run.startTime == nil || isNew == true {
            enter(.running(before: nil), step, at: now + pause(step))
        } else {
            // It reads the earlier result: it must end before it can be rerun.
            entries[step].due = now + pause(step)
        }
    }

    /// Decides by the run what a lost answer would have said.
    private mutating func settle(
        _ run: Run,
        _ before: Run,
        _ step: Int,
        at now: Duration
    ) -> WorkOutcome? {
        let id = RunID(job: plan.steps[step].job, number: run.runId)
        guard !run.isAsBefore(before) else {
            guard entries[step].looks >= WorkPace.unsureLooks else {
                entries[step].due = now + .seconds(2)
                return nil
            }
            let text: LocalizedText =
                "the answer was lost, and the history shows that the run did not begin"
            let lost = APIError(.connectionLost, text.english)
            let isLast = entries[step].sent >= WorkPace.mostSent
            enter(isLast ? .failed(text) : .due(run), step, at: now)
            return WorkOutcome(request: id.rerun, result: .failure(lost))
        }
        if run.status.isFinal {
            conclude(run, step, at: now)
        } else {
            enter(.running(before: before), step, at: now + .seconds(1))
        }
        let text: LocalizedText =
            "rerunning \(id.localized): the answer was lost, and the history shows that the run began"
        return WorkOutcome(request: id.rerun, result: .success(text))
    }

    private mutating func follow(_ run: Run, _ before: Run?, _ step: Int, at now: Duration) {
        let isStale = before.map(run.isAsBefore) ?? false
        if run.status.isFinal, !isStale || entries[step].looks >= WorkPace.mostLooksForNew {
            conclude(run, step, at: now)
        } else {
            entries[step].due = now + pause(step)
        }
    }

    private mutating func conclude(_ run: Run, _ step: Int, at now: Duration) {
        guard run.status != .successful else { return enter(.succeeded, step, at: now) }
        let line = run.message?.firstLine ?? ""
        let status = LocalizedText(known: run.status.rawValue)
        enter(.failed(line.isEmpty ? status : "\(status): \(line)"), step, at: now)
    }

    private mutating func lookForNew(_ step: Int, at now: Duration) {
        guard entries[step].looks < WorkPace.mostLooksForNew else {
            let text: LocalizedText =
                "the service made no run of this batch time: look whether the job was stopped"
            return enter(.failed(text), step, at: now)
        }
        entries[step].due = now + pause(step)
    }

    /// Looks again later, unless the service says that there is nothing to look at.
    private mutating func fail(_ step: Int, _ error: APIError, at now: Duration) {
        entries[step].failures += 1
        guard error.leavesOutcomeOpen, entries[step].failures < WorkPace.mostFailures else {
            let known: LocalizedText = LocalizedText(verbatim: error.description)
            let isUnsure = if case .unsure = entries[step].state { true } else { false }
            let text = isUnsure ? "it is not known whether the run began: \(known)" : known
            return enter(.failed(text), step, at: now)
        }
        entries[step].due = now + WorkPace.pause(afterFailures: entries[step].failures)
    }

    private func pause(_ step: Int) -> Duration { WorkPace.pause(after: entries[step].looks) }
}
