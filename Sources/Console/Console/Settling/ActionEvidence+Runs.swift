package import PipelineAPI

extension ActionEvidence {
    /// The run itself, which is Canceled or becomes it.
    static let stoppedRun = ActionEvidence(asksBefore: false, look: run) { looks in
        guard let now = looks.run, let id = looks.runID else { return gone(looks) }
        return switch now.status {
        case .canceled: .settled("\(id.localized) was stopped\(looks.since(now.endTime))")
        case .cancelling: .settled("\(id.localized) is being stopped")
        case .successful, .failed:
            .settled(
                "\(id.localized) had ended before it was stopped: it is \(LocalizedText(known: now.status.rawValue))"
            )
        default: .unchanged
        }
    }

    /// The run itself, which has begun again.
    static let rerunRun = ActionEvidence(asksBefore: false, look: run) { looks in
        guard let now = looks.run, let id = looks.runID else { return gone(looks) }
        let status = LocalizedText(known: now.status.rawValue)
        guard let before = looks.before?.value(as: Run.self) else {
            return now.status.isActive
                ? .settled("\(id.localized) runs again: it is \(status)")
                : .open("\(id.localized) is \(status)\(looks.since(now.startTime))")
        }
        if now.isAsBefore(before) { return .unchanged }
        if now.status.isFinal {
            return .settled(
                "\(id.localized) ran again\(looks.since(now.startTime)): it is \(status)"
            )
        }
        return now.status == .running
            ? .settled("\(id.localized) runs again\(looks.since(now.startTime))")
            : .settled("\(id.localized) runs again: it is \(status)")
    }

    /// The job's newest run, which is another one than before.
    static let startedJob = ActionEvidence(asksBefore: true, look: newestRun) { looks in
        let now = looks.newest?.run
        guard let before = looks.newestBefore else { return newest(looks) }
        if let now, now.runId > (before.run?.runId ?? 0) {
            let id = RunID(job: looks.address.name, number: now.runId)
            return now.startTime == nil
                ? .settled("\(id.localized) was made: it waits for its turn")
                : .settled("\(id.localized) runs\(looks.since(now.startTime))")
        }
        if looks.item?.value(as: Job.self)?.scheduler.type == .manual { return .unchanged }
        return .open(
            "no run of \(looks.address.localized) has begun since, and the service does not say whether its schedule is in force"
        )
    }

    /// The job's newest run, which is Canceled or becomes it.
    static let stoppedJob = ActionEvidence(asksBefore: true, look: newestRun) { looks in
        guard let before = looks.newestBefore?.run, before.status.isActive,
            let now = looks.newest?.run, now.runId == before.runId
        else { return newest(looks) }
        let id = RunID(job: looks.address.name, number: now.runId)
        return switch now.status {
        case .canceled: .settled("\(id.localized) was stopped\(looks.since(now.endTime))")
        case .cancelling: .settled("\(id.localized) is being stopped")
        case .successful, .failed: newest(looks)
        default: .unchanged
        }
    }

    private static let run: Look = { api, kind, address throws(APIError) in
        try await kind.find?(api, address)
    }

    private static let newestRun: Look = { api, _, address throws(APIError) in
        let call = ListRuns(job: try JobName(address.name), runId: ListRuns.newest)
        do throws(APIError) {
            return AnyItem(NewestRun(run: try await api.send(call).history.first))
        } catch {
            guard error.code == .runNotFound else { throw error }
            return AnyItem(NewestRun(run: nil))
        }
    }

    private static func gone(_ looks: Looks) -> Verdict {
        .open("there is no \(looks.runID?.localized ?? looks.address.localized) any more")
    }

    /// What is true of a job whose newest run does not say whether something was done.
    private static func newest(_ looks: Looks) -> Verdict {
        guard let run = looks.newest?.run else {
            return .open("\(looks.address.localized) has no run")
        }
        let status = LocalizedText(known: run.status.rawValue)
        let id = RunID(job: looks.address.name, number: run.runId)
        return .open("the newest is \(id.localized), \(status)\(looks.since(run.startTime))")
    }
}

/// A job's newest run; `nil` where it has none.
private struct NewestRun: Equatable, Sendable {
    let run: Run?
}

extension ActionEvidence.Looks {
    fileprivate var run: Run? { now?.value() }

    fileprivate var newest: NewestRun? { now?.value() }

    fileprivate var newestBefore: NewestRun? { before?.value() }

    fileprivate var runID: RunID? {
        guard case .job(let job) = address.scope else { return nil }
        return Int(address.name).map { RunID(job: job, number: $0) }
    }

    /// ` since 03:12:40`; nothing where the time is not known.
    fileprivate func since(_ time: Timestamp?) -> LocalizedText {
        guard let date = time?.date else { return "" }
        return " since \(TimeText.full(date, in: zone).suffix(8))"
    }
}

extension Run {
    /// Whether the run has not begun again since it was seen.
    package func isAsBefore(_ before: Run) -> Bool {
        status == before.status && startTime?.text == before.startTime?.text
            && endTime?.text == before.endTime?.text
    }
}
