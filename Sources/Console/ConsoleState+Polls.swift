package import PipelineAPI
import Screen

extension ConsoleState {
    /// What must be kept fresh, derived from what is in sight; reconciled after every update.
    ///
    /// Nobody starts or stops a question: what is no longer in here is no longer asked.
    package var polls: [PollKey: PollWish] {
        var polls: [PollKey: PollWish] = [:]
        guard !isPaused else { return polls }
        for (index, pane) in panes.enumerated() {
            want(listOf: pane, at: index, in: &polls)
        }
        if let page { want(page, in: &polls) }
        for address in watched { want(watched: address, in: &polls) }
        wantRunsOfJobs(in: &polls)
        return polls
    }

    /// Everything the eye is on, for a refresh by hand.
    package var visiblePolls: [PollKey] {
        polls.filter { $0.value.importance >= .visible }.map(\.key)
    }

    private func want(listOf pane: ListState, at index: Int, in polls: inout [PollKey: PollWish]) {
        guard let key = pane.key, let kind = ResourceCatalogue.kind(pane.kind) else { return }
        guard kind.placement == .column || index == activePane else { return }
        let isFocused = index == activePane
        if let gathering = kind.gathering {
            want(gathering, isFocused: isFocused, in: &polls)
            return
        }
        polls[.list(key)] = PollWish(
            every: isFocused ? kind.interval : kind.interval * 2,
            isFocused ? .focused : .visible
        )
    }

    /// What a gathered list is made of: many lists, so never before what the eye is on.
    private func want(
        _ gathering: Gathering,
        isFocused: Bool,
        in polls: inout [PollKey: PollWish]
    ) {
        for (key, source) in keys(of: gathering) where polls[.list(key)] == nil {
            polls[.list(key)] = PollWish(
                every: isFocused ? source.interval / 3 : source.interval,
                .background
            )
        }
    }

    private func want(watched address: ResourceAddress, in polls: inout [PollKey: PollWish]) {
        guard case .job(let job) = address.scope == .root ? .job(address.name) : address.scope
        else { return }
        polls[.list(ListKey("runs", .job(job)))] = PollWish(every: 5, .visible)
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
        for key in page.shownTab?.needs(page.address) ?? [] {
            let interval = ResourceCatalogue.kind(key.kind)?.interval ?? 60
            polls[.list(key)] = PollWish(every: interval, .focused)
        }
        if let children = page.children { want(children: children, in: &polls) }
    }

    private func want(children list: ListState, in polls: inout [PollKey: PollWish]) {
        guard let key = list.key, let kind = ResourceCatalogue.kind(list.kind),
            kind.gathering == nil
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

    /// The strips of the jobs in sight; a job with a run under way more often than one at rest.
    ///
    /// Of the others the newest run is enough.
    private func wantRunsOfJobs(in polls: inout [PollKey: PollWish]) {
        guard let index = panes.firstIndex(where: { $0.kind == "jobs" }) else { return }
        let pane = layout.panes.first { $0.index == index }
        let height = pane.map { $0.isFolded ? 0 : $0.content.height } ?? 0
        let top = panes[index].top
        for (offset, row) in panes[index].rows.enumerated() {
            let key = ListKey("runs", .job(row.name))
            guard polls[.part(key, .page(1))] == nil, polls[.list(key)] == nil else { continue }
            let isInSight = offset >= top && offset < top + height
            let hasActive = hasActiveRun(job: row.name)
            let wish = PollWish(
                every: hasActive ? 3 : isInSight ? 15 : 60,
                isInSight || hasActive ? .visible : .background
            )
            // What was never asked for is asked for whole once, for the strip.
            let isKnown = listings[key]?.value != nil
            polls[isInSight || !isKnown ? .list(key) : .part(key, .newest)] = wish
        }
    }

    private func interval(of key: ListKey, _ kind: AnyResourceKind) -> Double {
        guard case .job(let job) = key.scope, key.kind == "runs" else { return kind.interval }
        return hasActiveRun(job: job) ? 2 : kind.interval
    }

    private func hasActiveRun(job: String) -> Bool {
        runs(of: job)?.first?.status.isActive ?? false
    }

    /// The runs of a job that are known, newest first.
    package func runs(of job: String) -> [Run]? {
        listings[ListKey("runs", .job(job))]?.value?.rows.compactMap { $0.item.value() }
    }
}
