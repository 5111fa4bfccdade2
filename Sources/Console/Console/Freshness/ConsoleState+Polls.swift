package import PipelineAPI
import Screen

package import struct FoundationEssentials.Date

extension ConsoleState {
    /// What must be kept fresh, derived from what is in sight; reconciled after every update.
    ///
    /// Nobody starts or stops a question: what is no longer in here is no longer asked. The runtime takes
    /// its two parts apart, since there may be ten thousand jobs and a key must cost nothing.
    package var polls: [PollKey: PollWish] {
        guard !traffic.isPaused else { return [:] }
        var polls = foregroundPolls.merging(aggregatePolls) { first, _ in first }
        let sight = Set(jobsInSight)
        for row in listings[ListKey(.jobs, .root)]?.value?.rows ?? [] {
            guard let key = pollKey(ofJob: row.name, isInSight: sight.contains(row.name)),
                polls[key] == nil
            else { continue }
            polls[key] =
                sight.contains(row.name) || hasActiveRun(job: row.name)
                ? PollWish(every: hasActiveRun(job: row.name) ? 3 : 15, .visible)
                : PollWish(every: 60, .background)
        }
        return polls
    }

    /// The wishes for everything but the runs of jobs that only have a row.
    package var foregroundPolls: [PollKey: PollWish] {
        var polls: [PollKey: PollWish] = [:]
        for (index, pane) in panes.enumerated() {
            want(listOf: pane, at: index, in: &polls)
        }
        if let page { want(page, in: &polls) }
        for address in watched { want(watched: address, in: &polls) }
        return polls
    }

    /// The poll keys of everything in sight, for a refresh by key.
    package var visiblePolls: [PollKey] {
        foregroundPolls.filter { $0.value.importance >= .visible }.map(\.key)
            + jobsInSight.compactMap { pollKey(ofJob: $0, isInSight: true) }
    }

    /// The jobs whose rows are on the screen.
    package var jobsInSight: [String] { jobsOfPane + jobsOfNight }

    /// The jobs of the night's rows on the screen, whose runs are asked for as a row's of the pane.
    private var jobsOfNight: [String] {
        guard let list = page?.children, list.kind == .night else { return [] }
        return list.rows.dropFirst(list.top).prefix(layout.main.height)
            .compactMap { $0.target?.job }
    }

    private var jobsOfPane: [String] {
        guard let index = panes.firstIndex(where: { $0.kind == .jobs }),
            let pane = layout.panes.first(where: { $0.index == index }), !pane.isFolded
        else { return [] }
        return panes[index].rows.dropFirst(panes[index].top).prefix(pane.content.height)
            .map(\.name)
    }

    /// Returns the poll key of a job's row; `nil` if its runs are polled anyway.
    ///
    /// In sight the row's runs are polled; out of sight only the newest run, unless there is a gap before it.
    package func pollKey(ofJob job: String, isInSight: Bool) -> PollKey? {
        let key = ListKey(.runs, .job(job))
        guard page?.children?.key != key,
            !watched.contains(where: { $0.job == job })
        else { return nil }
        let isFew = listings[ListKey(.jobs, .root)]?.value.map {
            $0.rows.count <= Self.mostWholeJobs
        }
        let isWhole = listings[key]?.value.map(Self.isWithoutGap) ?? false
        return isInSight || isFew == true && !isWhole ? .list(key) : .part(key, .newest)
    }

    /// As many lists as a pane's first rows are likely to come from.
    private static let firstSources = 12

    /// With more jobs, those out of sight keep only their newest run, to save memory.
    private static let mostWholeJobs = 200

    /// Returns whether no run is missing between the newest two, and all but the newest are over.
    private static func isWithoutGap(_ listing: Listing) -> Bool {
        let ids = listing.rows.prefix(2).compactMap { Int($0.name) }
        guard ids.count < 2 || ids[0] - ids[1] == 1 else { return false }
        return !listing.rows.dropFirst().contains { row in
            row.item.value(as: Run.self)?.status.isActive == true
        }
    }

    private func want(listOf pane: ListState, at index: Int, in polls: inout [PollKey: PollWish]) {
        guard let key = pane.key, let kind = ResourceCatalogue.kind(pane.kind) else { return }
        guard kind.placement == .sidebar || index == activePane else { return }
        let isFocused = index == activePane
        guard kind.aggregate == nil else { return }
        polls[.list(key)] = PollWish(
            every: isFocused ? kind.interval : kind.interval * 2,
            isFocused ? .focused : .visible
        )
    }

    /// The wishes for the source lists of aggregate lists: there are many, so they come after everything in sight,
    /// with at most one request in two seconds for all of them.
    ///
    /// Until they were answered the first of them are asked
    /// with what is in sight, since a pane shows what they have.
    package var aggregatePolls: [PollKey: PollWish] {
        var polls: [PollKey: PollWish] = [:]
        for (index, pane) in panes.enumerated() {
            guard let aggregate = ResourceCatalogue.kind(pane.kind)?.aggregate else { continue }
            let parts = keys(of: aggregate)
            for (place, part) in parts.enumerated() {
                let source = part.source
                let interval = index == activePane ? source.interval / 3 : source.interval
                let isFirst =
                    place < Self.firstSources && listings[part.key]?.isAnswered != true
                polls[.list(part.key)] = PollWish(
                    every: max(interval, Double(parts.count) * 2),
                    isFirst ? .visible : .background
                )
            }
        }
        return polls
    }

    private func want(watched address: ResourceAddress, in polls: inout [PollKey: PollWish]) {
        polls[.list(ListKey(.runs, .job(address.job)))] = PollWish(every: 5, .visible)
    }

    private func want(_ page: DetailPage, in polls: inout [PollKey: PollWish]) {
        guard let kind = page.kind else { return }
        if kind.asksForDetail {
            polls[.detail(page.address)] = PollWish(every: 10, .focused)
        } else if kind.placement == .nested {
            polls[.list(page.address.list)] = PollWish(
                every: interval(of: page.address.list, kind),
                .focused
            )
        }
        var needed = page.shownTab?.needs(page.address) ?? []
        if display.showsTranslation, let key = page.shownTab?.translation?(page.address) {
            needed.append(key)
        }
        for key in needed {
            let interval = ResourceCatalogue.kind(key.kind)?.interval ?? 60
            polls[.list(key)] = PollWish(every: interval, .focused)
        }
        if let children = page.children { want(children: children, in: &polls) }
    }

    private func want(children list: ListState, in polls: inout [PollKey: PollWish]) {
        guard let key = list.key, let kind = ResourceCatalogue.kind(list.kind),
            kind.aggregate == nil
        else { return }
        let interval = interval(of: key, kind)
        guard kind.part != nil else {
            polls[.list(key)] = PollWish(every: interval, .focused)
            return
        }
        polls[.part(key, .page(1))] = PollWish(every: interval, .focused)
        if let page = wantedPage(of: list) {
            polls[.part(key, .page(page))] = PollWish(every: 5, .focused)
        }
    }

    private func interval(of key: ListKey, _ kind: AnyResourceKind) -> Double {
        guard let short = kind.traits.intervalWhileActive, case .job(let job) = key.scope else {
            return kind.interval
        }
        return hasActiveRun(job: job) ? short : kind.interval
    }

    private func hasActiveRun(job: String) -> Bool {
        listings.newestRun(of: job)?.status.isActive ?? false
    }

    /// Returns the facts by which a job's next poll is planned.
    package func facts(ofJob name: String) -> JobFacts? {
        guard let row = listings[ListKey(.jobs, .root)]?.value?.row(named: name),
            let job: Job = row.item.value()
        else { return nil }
        let key = ListKey(.runs, .job(name))
        let rows = listings[key]?.value?.rows.prefix(JobFacts.mostRuns) ?? []
        return JobFacts(
            runs: rows.compactMap { $0.item.value() },
            schedule: try? JobSchedule(job.scheduler),
            seen: listings[key]?.date
        )
    }
}

/// The facts about a job: its latest runs, its schedule, and when its runs were last requested.
package struct JobFacts: Sendable {
    package static let mostRuns = 10

    /// Newest first.
    package let runs: [Run]
    package let schedule: JobSchedule?
    /// `nil` before the first answer.
    package let seen: Date?
}

extension ResourceAddress {
    /// The name of the job: the item itself, or its container.
    package var job: String { scope == .root ? name : scope.container }
}
