import Polling

/// The console's strategy: it remembers each answer and plans from what is known of the job.
struct Watching: Strategy {
    private static let runsKept = 10

    private let models: [JobModel]
    private let rules: WatchRules
    private var watches: [JobWatch]
    private var newest: [SeenRun?]
    private var inSight: [Int] = []
    private var schedule: PollSchedule<Int>

    /// `others` are the requests besides those for jobs, numbered after them.
    init(models: [JobModel], others: [OtherQuestion] = [], budget: Budget, seed: UInt64) {
        self.models = models
        let inSight = others.count { !$0.isInBackground }
        rules = WatchRules(keys: models.count + inSight, perSecond: budget.perSecond)
        schedule = .within(budget, seed: seed)
        newest = models.map { _ in nil }
        watches = models.map { model in
            JobWatch(
                runs: [],
                nextStart: model.nextStart(after: .zero, begin: nil, end: nil),
                seen: .zero,
                isInSight: false
            )
        }
        want(others, inBackground: false)
        for job in models.indices { replan(job, at: .zero) }
        want(others, inBackground: true)
    }

    private mutating func want(_ others: [OtherQuestion], inBackground: Bool) {
        for (number, other) in others.enumerated() where other.isInBackground == inBackground {
            schedule.setPlan(other.plan, for: models.count + number, at: .zero)
        }
    }

    mutating func look(at rows: [Int], at now: Duration) {
        for job in inSight { watches[job].isInSight = false }
        for job in rows { watches[job].isInSight = true }
        for job in inSight + rows { replan(job, at: now) }
        inSight = rows
    }

    mutating func take(at now: Duration) -> [Int] { schedule.takeDue(at: now) }

    mutating func finish(_ job: Int, _ reply: Reply, at now: Duration) {
        guard job < models.count else {
            return schedule.finish(job, reply.outcome(hasChanged: false), at: now)
        }
        var hasChanged = false
        if case .newest(let run) = reply {
            hasChanged = run != newest[job]
            newest[job] = run
            if let run { remember(run, of: job) }
            watches[job].seen = now
            watches[job].nextStart = nextStart(of: job)
        }
        schedule.finish(job, reply.outcome(hasChanged: hasChanged), at: now)
        replan(job, at: now)
    }

    func nextDue(at now: Duration) -> Duration? { schedule.nextDue(at: now) }

    private mutating func replan(_ job: Int, at now: Duration) {
        schedule.setPlan(watches[job].plan(by: rules), for: job, at: now)
    }

    private mutating func remember(_ run: SeenRun, of job: Int) {
        if watches[job].runs.first?.began == run.began { watches[job].runs.removeFirst() }
        watches[job].runs.insert(JobWatch.Run(began: run.began, ended: run.ended), at: 0)
        if watches[job].runs.count > Self.runsKept { watches[job].runs.removeLast() }
    }

    private func nextStart(of job: Int) -> Duration? {
        let run = newest[job]
        return JobWatch.nextStart(
            after: run?.due ?? .zero,
            seen: watches[job].seen,
            rules: rules
        ) { models[job].nextStart(after: $0, begin: run?.due, end: run?.ended) }
    }
}
