import PipelineAPI
import Screen

import struct FoundationEssentials.Date

/// Tells what changes between one look at the pipeline and the next.
///
/// The first look at a job or a list is no news: what was so before is told by reports. A run that began and ended between
/// two looks is told once, by its end.
package struct PipelineWatch: Sendable {
    private let profile: String
    /// The jobs it is for; all where there is none.
    private let jobs: Set<String>
    /// The status of each known run, by job.
    private var runs: [String: [Int: RunStatus]] = [:]
    private var lateJobs: Set<String>?
    /// The last errors of transforms and exports, by list.
    private var streams: [ListKey: [String: String]] = [:]
    /// The definitions as texts, by list.
    private var definitions: [ListKey: [String: String]] = [:]
    private var isLinkLost = false
    /// Whether a run has failed since the first look at its job.
    package private(set) var hasFailed = false

    package init(profile: String, jobs: Set<String> = []) {
        self.profile = profile
        self.jobs = jobs
    }

    /// Returns what an action has brought; the state has taken it already.
    package mutating func take(_ action: ConsoleAction, _ state: ConsoleState) -> [WatchEvent] {
        switch action {
        case .listLoaded(let key, .success, let date), .partLoaded(let key, _, .success, let date):
            let news =
                look(at: key, state, date)
                + (key.kind == .runs ? [] : lookAtDefinitions(key, state, date))
            return told(news)
        case .ticked(let date): return told(lookForLate(state, date))
        case .linkChanged(let link): return look(at: link, state.now)
        default: return []
        }
    }

    /// Returns those that are of the jobs it is for.
    private mutating func told(_ news: [WatchEvent]) -> [WatchEvent] {
        let wanted = news.filter { event in
            jobs.isEmpty || (event.job ?? event.container ?? event.name).map(jobs.contains) ?? true
        }
        hasFailed = hasFailed || wanted.contains { $0.event == .runFailed }
        return wanted
    }

    /// Whether the runs of every job it is for are known, and none is under way.
    package func isIdle(_ state: ConsoleState) -> Bool {
        guard let all = state.listings[ListKey(.jobs, .root)]?.value?.rows.map(\.name) else {
            return false
        }
        return all.filter { jobs.isEmpty || jobs.contains($0) }.allSatisfy { job in
            runs[job].map { known in !known.values.contains(where: \.isActive) } ?? false
        }
    }

    private func event(_ kind: WatchEvent.Kind, at date: Date) -> WatchEvent {
        WatchEvent(event: kind, time: Timestamp(date), profile: profile)
    }

    private mutating func look(
        at key: ListKey,
        _ state: ConsoleState,
        _ date: Date
    ) -> [WatchEvent] {
        let rows = state.listings[key]?.value?.rows ?? []
        switch (key.kind, key.scope) {
        case (.runs, .job(let job)):
            return look(at: rows.compactMap { $0.item.value() }, of: job, date)
        case (.transforms, _), (.exports, _): return lookAtStreams(rows, key, date)
        default: return []
        }
    }

    // MARK: - Runs

    private mutating func look(at newest: [Run], of job: String, _ date: Date) -> [WatchEvent] {
        let statuses = Dictionary(newest.map { ($0.runId, $0.status) }) { first, _ in first }
        guard let known = runs.updateValue(statuses, forKey: job) else { return [] }
        let last = known.keys.max() ?? 0
        return newest.reversed().compactMap { run in
            let old = known[run.runId]
            guard old != nil || run.runId > last, old != run.status,
                let kind = PipelineWatch.kind(from: old, to: run.status)
            else { return nil }
            var event = event(kind, at: date)
            event.job = job
            event.run = run.runId
            event.batchTime = run.batchTime
            if run.status.isFinal { event.seconds = run.duration }
            if kind == .runFailed { event.message = run.message }
            return event
        }
    }

    private static func kind(from old: RunStatus?, to new: RunStatus) -> WatchEvent.Kind? {
        switch new {
        case .successful: .runSucceeded
        case .failed: .runFailed
        case .canceled: .runCanceled
        case .running, .restarting:
            old == .running || old == .restarting ? nil : .runStarted
        default: nil
        }
    }

    private mutating func lookForLate(_ state: ConsoleState, _ date: Date) -> [WatchEvent] {
        let context = state.renderContext(glyphs: .ascii)
        guard runs.count >= context.knownJobs.count, !runs.isEmpty else { return [] }
        let late = context.triage.late
        let known = lateJobs
        lateJobs = Set(late.map(\.job))
        guard let known else { return [] }
        return late.filter { !known.contains($0.job) }.map { job, seconds in
            var event = event(.jobLate, at: date)
            event.job = job
            event.seconds = seconds
            return event
        }
    }

    // MARK: - Transforms, exports and definitions

    private mutating func lookAtStreams(
        _ rows: [Row],
        _ key: ListKey,
        _ date: Date
    ) -> [WatchEvent] {
        let errors = rows.reduce(into: [String: String]()) { errors, row in
            errors[row.name] =
                row.item.value(as: Transform.self)?.progress?.lastError
                ?? row.item.value(as: Export.self)?.progress?.lastError
        }
        guard let known = streams.updateValue(errors, forKey: key) else { return [] }
        return rows.compactMap { row in
            let error = errors[row.name]
            guard (error == nil) != (known[row.name] == nil) else { return nil }
            var event = event(error == nil ? .streamRecovered : .streamFailing, at: date)
            place(&event, key, row.name)
            event.message = error
            return event
        }
    }

    private mutating func lookAtDefinitions(
        _ key: ListKey,
        _ state: ConsoleState,
        _ date: Date
    ) -> [WatchEvent] {
        guard let listing = state.listings[key]?.value, key.query == ListQuery(),
            ResourceCatalogue.kind(key.kind)?.traits.definition != nil
        else { return [] }
        let texts = listing.rows.definitions(of: key, on: "", seen: date)
            .reduce(into: [String: String]()) { $0[$1.name] = $1.text }
        guard let known = definitions.updateValue(texts, forKey: key) else { return [] }
        let changed = texts.compactMap { name, text -> (String, WatchEvent.Kind)? in
            guard let old = known[name] else { return (name, .definitionCreated) }
            return old == text ? nil : (name, .definitionChanged)
        }
        let gone = known.keys.filter { texts[$0] == nil }.map {
            ($0, WatchEvent.Kind.definitionDeleted)
        }
        return (changed + gone).sorted { $0.0 < $1.0 }.map { name, kind in
            var event = event(kind, at: date)
            place(&event, key, name)
            return event
        }
    }

    private func place(_ event: inout WatchEvent, _ key: ListKey, _ name: String) {
        event.kind = ResourceCatalogue.kind(key.kind)?.noun ?? key.kind.description
        event.container = key.scope == .root ? nil : key.scope.container
        event.name = name
    }

    // MARK: - The link

    private mutating func look(at link: Link, _ date: Date) -> [WatchEvent] {
        switch link {
        case .offline(let error, _) where !isLinkLost, .failing(let error, _) where !isLinkLost:
            isLinkLost = true
            var lost = event(.linkLost, at: date)
            lost.message = error.message
            return [lost]
        case .live where isLinkLost:
            isLinkLost = false
            return [event(.linkBack, at: date)]
        default: return []
        }
    }
}
