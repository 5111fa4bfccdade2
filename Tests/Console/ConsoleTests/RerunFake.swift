import FoundationEssentials
import PipelineAPI

@testable import Console

/// A service that reruns the runs of ``RerunWorld`` in two seconds, and may lose requests and answers.
struct RerunFake {
    enum Loss { case request, answer }

    /// Jobs whose runs fail again.
    var failing: Set<String> = []
    /// Jobs without a run of any batch time.
    var missing: Set<String> = []
    /// Whether the service makes the runs that are missing once their upstream has succeeded.
    var makesMissing = true
    /// Whether somebody else reruns what is downstream of a success at once.
    var restartsDownstream = false
    var haltsAfter: Int?
    /// Whether the process is killed before it hears of the answer to the request of this number.
    var kills: (Int) -> Bool = { _ in false }
    /// What was in the file at each kill.
    private(set) var left: [RerunRecord] = []
    /// After how many reruns nothing more is followed.
    var endsAfter: Int?
    /// What of a rerun gets lost, by how many were sent.
    var loses: (Int) -> Loss? = { _ in nil }
    private(set) var sent = 0
    /// The reruns that were acted on.
    private(set) var reruns: [String] = []
    /// Reruns that began before an upstream run of the plan had succeeded.
    private(set) var early: [String] = []
    private(set) var outcomes: [String] = []
    private(set) var calls: [String] = []
    /// What was said of runs under way.
    private(set) var underWay: Set<String> = []
    private var runs: [RunID: Run] = [:]
    private var ends: [RunID: Duration] = [:]
    private let world = RerunWorld()
    private static let start = Date(timeIntervalSince1970: 1_790_000_000)

    /// Follows a plan to its end.
    mutating func runAll(_ chosen: [(String, Int)]) -> RerunProgress {
        for job in RerunWorld.jobs.compactMap(\.name) where !missing.contains(job) {
            for batch in 1...2 {
                runs[RunID(job: job, number: batch)] = world.run(batch, batch: batch)
            }
        }
        var progress = RerunProgress(world.plan(chosen, missing: missing))
        var now = Duration.zero
        for _ in 0..<5000 {
            pass(to: now)
            if let haltsAfter, reruns.count >= haltsAfter { progress.halt() }
            if let endsAfter, reruns.count >= endsAfter { return progress }
            switch progress.next(at: now) {
            case .over: return progress
            case .wait(let time): now += time
            case .send(let request):
                let kept = RerunRecord(progress, on: "", at: Self.start).data
                answer(request, &progress, at: now)
                note(progress)
                now += .milliseconds(200)
                if let kept, let found = killed(kept) { progress = found }
            }
        }
        return progress
    }

    /// What the next process finds, where this one was killed during a request.
    private mutating func killed(_ kept: Data) -> RerunProgress? {
        guard kills(calls.count), let record = RerunRecord.unfinished(in: kept, on: "")
        else { return nil }
        left.append(record)
        return record.progress
    }

    private mutating func note(_ progress: RerunProgress) {
        for step in progress.states.indices {
            guard case .running = progress.states[step] else { continue }
            underWay.insert(progress.text(of: step).english)
        }
    }

    private mutating func answer(
        _ request: RerunProgress.Request,
        _ progress: inout RerunProgress,
        at now: Duration
    ) {
        let outcome: WorkOutcome?
        switch request.kind {
        case .look(let id):
            calls.append("look")
            outcome = progress.receive(request, .success(runs[id]), at: now)
        case .find(let job, let time):
            calls.append("find")
            let found = runs.first { $0.key.job == job && $0.value.batchTime == time }
            outcome = progress.receive(request, .success(found?.value), at: now)
        case .rerun(let id):
            calls.append("rerun")
            let isEarly = progress.plan.steps[request.step].after.contains { step in
                progress.id(of: step).map { runs[$0]?.status != .successful } ?? true
            }
            if isEarly { early.append("\(id.job)/\(id.number)") }
            outcome = progress.receiveRerun(request, rerun(id, at: now), at: now)
        }
        if let outcome {
            switch outcome.result {
            case .success(let text): outcomes.append(text.english)
            case .failure(let error): outcomes.append(error.message)
            }
        }
    }

    private mutating func rerun(
        _ id: RunID,
        at now: Duration
    ) -> Result<LocalizedText, APIError> {
        sent += 1
        let loss = loses(sent)
        let lost = APIError(.connectionLost, "no answer")
        if loss == .request { return .failure(lost) }
        if runs[id]?.status.rerunRefusal != nil {
            return .failure(APIError(.runNotRerunnable, "it is running"))
        }
        reruns.append("\(id.job)/\(id.number)")
        begin(id, at: now)
        return loss == .answer ? .failure(lost) : .success("rerunning")
    }

    private mutating func begin(_ id: RunID, at now: Duration) {
        runs[id]?.status = .running
        let start = Timestamp(date(now))
        runs[id]?.startTime = start
        runs[id]?.endTime = nil
        ends[id] = now + .seconds(2)
    }

    private func date(_ now: Duration) -> Date {
        Self.start.addingTimeInterval(now / .seconds(1))
    }

    /// Ends the runs that are due, and does what follows from their success.
    private mutating func pass(to now: Duration) {
        let due = ends.filter { $0.value <= now }
        for (id, end) in due.sorted(by: { ($0.value, $0.key.job) < ($1.value, $1.key.job) }) {
            ends[id] = nil
            let hasFailed = failing.contains(id.job)
            runs[id]?.status = hasFailed ? .failed : .successful
            runs[id]?.message = hasFailed ? "no column\nLINE 1" : nil
            let time = Timestamp(date(end))
            runs[id]?.endTime = time
            if !hasFailed { follow(id, at: end + .milliseconds(1)) }
        }
    }

    private mutating func follow(_ id: RunID, at now: Duration) {
        for job in DependGraph(RerunWorld.jobs).readers(of: id.job) {
            let next = RunID(job: job, number: id.number)
            if runs[next] == nil, makesMissing {
                runs[next] = world.run(id.number, batch: id.number)
                begin(next, at: now)
            } else if restartsDownstream, runs[next]?.status.isFinal == true,
                job != "report" || id.job == "hourly"
            {
                begin(next, at: now)
            }
        }
    }
}
