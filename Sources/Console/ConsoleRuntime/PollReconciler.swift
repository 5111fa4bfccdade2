import Console
import FoundationEssentials
import PipelineAPI
import Polling

/// Derives the scheduler's plans from the console's state, and returns only the changes.
///
/// What is in sight is compared after every update; it is little. A job out of sight is planned again only
/// after an answer about it, when its row comes into sight or leaves it, and when the list of jobs has
/// changed: with ten thousand jobs a key costs no more than with ten.
struct PollReconciler {
    typealias Change = (key: PollKey, plan: PollPlan?)

    /// One moment on both clocks: the console's dates and the scheduler's monotonic time.
    struct Moment {
        let date: Date
        let time: Duration

        func time(of other: Date) -> Duration {
            time + .seconds(other.timeIntervalSince(date))
        }

        func date(of other: Duration) -> Date {
            date.addingTimeInterval((other - time) / .seconds(1))
        }
    }

    private let perSecond: Double
    private var foreground: [PollKey: PollPlan] = [:]
    /// The wishes for the source lists of aggregate lists, and the pane that had the focus then.
    private var aggregate: [PollKey: PollWish] = [:]
    private var activePane = -1
    /// The poll key of each job, with its plan.
    private var jobs: [String: Change] = [:]
    private var sight: Set<String> = []
    /// The jobs whose runs are polled for the page or a watch.
    private var shown: Set<String> = []
    private var jobCount = 0
    /// The zone by which the jobs are planned.
    private var zone: LocalZone?

    init(perSecond: Double) {
        self.perSecond = perSecond
    }

    /// Returns the changes for the scheduler after an action; empty after most.
    mutating func changes(
        in state: ConsoleState,
        after action: ConsoleAction?,
        at moment: Moment
    ) -> [Change] {
        let aggregate = aggregateChanges(in: state, after: action)
        var changes = aggregate.filter { $0.plan == nil } + foregroundChanges(in: state)
        let names = touched(by: action, in: state)
        let rules = WatchRules(keys: jobCount + foreground.count, perSecond: perSecond)
        for name in names {
            changes += change(ofJob: name, in: state, rules, at: moment)
        }
        // Of keys that were never polled the first goes first: a thousand lists of exports can wait.
        return changes + aggregate.filter { $0.plan != nil && foreground[$0.key] == nil }
    }

    /// The source lists of aggregate lists change only with their containers and the pane in focus.
    private mutating func aggregateChanges(
        in state: ConsoleState,
        after action: ConsoleAction?
    ) -> [Change] {
        var isTouched = action == nil || state.activePane != activePane
        if case .listLoaded(let key, _, _)? = action, key.scope == .root { isTouched = true }
        guard isTouched else { return [] }
        activePane = state.activePane
        let wishes = state.aggregatePolls
        defer { aggregate = wishes }
        let gone = aggregate.keys.filter { wishes[$0] == nil && foreground[$0] == nil }
        let news = wishes.filter { aggregate[$0.key] != $0.value && foreground[$0.key] == nil }
        return gone.map { Change(key: $0, plan: nil) }
            + news.map { Change(key: $0.key, plan: PollPlan($0.value)) }
    }

    private mutating func foregroundChanges(in state: ConsoleState) -> [Change] {
        let plans = state.foregroundPolls.mapValues(PollPlan.init)
        guard plans != foreground else { return [] }
        defer { foreground = plans }
        let gone = foreground.keys.filter { plans[$0] == nil }
            .map { Change(key: $0, plan: aggregate[$0].map { PollPlan($0) }) }
        let news = plans.filter { foreground[$0.key] != $0.value }
        return gone + news.map { Change(key: $0.key, plan: $0.value) }
    }

    /// Returns the jobs whose plan may have changed.
    private mutating func touched(
        by action: ConsoleAction?,
        in state: ConsoleState
    ) -> Set<String> {
        let seen = Set(state.jobsInSight)
        var names = seen.symmetricDifference(sight)
        sight = seen
        switch action {
        case .listLoaded(let key, _, _), .listUnchanged(let key, _), .partLoaded(let key, _, _, _):
            if case .job(let job) = key.scope, key.kind == .runs { names.insert(job) }
            if case .listLoaded = action, key == Self.jobList {
                names.formUnion(allJobs(in: state))
                names.formUnion(jobs.keys)
            }
        case nil: names.formUnion(allJobs(in: state))
        default: break
        }
        if state.serviceZone.zone != zone {
            zone = state.serviceZone.zone
            names.formUnion(jobs.keys)
        }
        // A job that is shown or watched has a key of its own; one that is no longer needs its row's again.
        let nowShown = shownJobs(in: state)
        names.formUnion(shown.symmetricDifference(nowShown))
        shown = nowShown
        return names
    }

    private static let jobList = ListKey(.jobs, .root)

    private func shownJobs(in state: ConsoleState) -> Set<String> {
        var names = Set(state.watched.map(\.job))
        for scope in [state.page?.children?.scope, state.page?.address.scope] {
            if case .job(let job)? = scope { names.insert(job) }
        }
        return names
    }

    private mutating func allJobs(in state: ConsoleState) -> [String] {
        let names = state.listings[Self.jobList]?.value?.rows.map(\.name) ?? []
        jobCount = names.count
        return names
    }

    private mutating func change(
        ofJob name: String,
        in state: ConsoleState,
        _ rules: WatchRules,
        at moment: Moment
    ) -> [Change] {
        let old = jobs[name]
        let isInSight = sight.contains(name)
        let facts = state.facts(ofJob: name)
        let key = facts.flatMap { _ in state.pollKey(ofJob: name, isInSight: isInSight) }
        guard let facts, let key, foreground[key] == nil else {
            jobs[name] = nil
            guard let old, foreground[old.key] == nil else { return [] }
            return [Change(key: old.key, plan: nil)]
        }
        let plan = plan(of: facts, isInSight: isInSight, rules, at: moment, state.serviceZone.zone)
        guard old?.key != key || old?.plan != plan else { return [] }
        jobs[name] = Change(key: key, plan: plan)
        let gone = old.flatMap { $0.key != key ? Change(key: $0.key, plan: nil) : nil }
        return [gone, Change(key: key, plan: plan)].compactMap { $0 }
    }

    private func plan(
        of facts: JobFacts,
        isInSight: Bool,
        _ rules: WatchRules,
        at moment: Moment,
        _ zone: LocalZone
    ) -> PollPlan {
        let seen = facts.seen.map { moment.time(of: $0) } ?? moment.time
        let runs = watchedRuns(facts.runs, seen: seen, at: moment)
        let begin = facts.runs.first?.batchTime.date.map { moment.time(of: $0) } ?? seen
        var next: Duration?
        if let schedule = facts.schedule, schedule.isTimed {
            next = JobWatch.nextStart(after: begin, seen: seen, rules: rules) { time in
                schedule.next(after: moment.date(of: time), in: zone).map { moment.time(of: $0) }
            }
        }
        return JobWatch(runs: runs, nextStart: next, seen: seen, isInSight: isInSight)
            .plan(by: rules)
    }
}

/// Returns the runs as ``JobWatch`` takes them: one that waits or is under way first, the oldest of several.
private func watchedRuns(
    _ runs: [Run],
    seen: Duration,
    at moment: PollReconciler.Moment
) -> [JobWatch.Run] {
    let active = runs.last { $0.status.isActive }.map { run in
        let began = run.startTime?.date.map { moment.time(of: $0) } ?? seen
        return JobWatch.Run(began: began, ended: nil)
    }
    let ended = runs.filter(\.status.isFinal).compactMap { run -> JobWatch.Run? in
        guard let began = run.startTime?.date else { return nil }
        return JobWatch.Run(
            began: moment.time(of: began),
            ended: moment.time(of: run.endTime?.date ?? began)
        )
    }
    return [active].compactMap { $0 } + ended
}

extension PollPlan {
    /// The plan for a wish of the console: what has the focus goes before what job watches plan.
    init(_ wish: PollWish) {
        switch wish.importance {
        case .focused: self.init(importance: 5, interval: .seconds(wish.interval))
        case .visible: self.init(importance: 3, interval: .seconds(wish.interval))
        case .background:
            let interval = Duration.seconds(wish.interval)
            self.init(importance: 0, interval: interval, bounds: interval...(interval * 5))
        }
    }
}
