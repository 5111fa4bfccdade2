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
        for page in pages.suffix(1) {
            want(page, in: &polls)
        }
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
        polls[.list(key)] = PollWish(
            every: isFocused ? kind.interval : kind.interval * 2,
            isFocused ? .focused : .visible
        )
    }

    private func want(_ page: DetailPage, in polls: inout [PollKey: PollWish]) {
        guard let kind = page.kind else { return }
        if kind.asksForDetail {
            polls[.detail(page.address)] = PollWish(every: 10, .focused)
        } else if kind.placement == .nested {
            polls[.list(page.address.list)] = PollWish(
                every: runsInterval(of: page.address.list),
                .focused
            )
        }
        if let key = page.children?.key {
            polls[.list(key)] = PollWish(every: runsInterval(of: key), .focused)
        }
    }

    /// The strips of the jobs in sight; a job with a run under way more often than one at rest.
    private func wantRunsOfJobs(in polls: inout [PollKey: PollWish]) {
        guard let index = panes.firstIndex(where: { $0.kind == "jobs" }) else { return }
        let layout = layout
        let pane = layout.panes.first { $0.index == index }
        let height = pane.map { $0.isFolded ? 0 : $0.content.height } ?? 0
        let rows = visibleRows(of: panes[index])
        let sight = rows.dropFirst(panes[index].top).prefix(height)
        for (offset, row) in rows.enumerated() {
            let key = PollKey.list(ListKey("runs", .job(row.name)))
            guard polls[key] == nil else { continue }
            let isInSight = sight.indices.contains(offset)
            let hasActive = hasActiveRun(job: row.name)
            polls[key] = PollWish(
                every: hasActive ? 3 : isInSight ? 15 : 60,
                isInSight || hasActive ? .visible : .background
            )
        }
    }

    private func runsInterval(of key: ListKey) -> Double {
        hasActiveRun(job: key.scope.container) ? 2 : 5
    }

    private func hasActiveRun(job: String) -> Bool {
        guard let newest = runs(of: job)?.first else { return false }
        return newest.status.isActive
    }

    /// The runs of a job that are known, newest first.
    package func runs(of job: String) -> [Run]? {
        listings[ListKey("runs", .job(job))]?.value?.rows.compactMap { $0.item.value() }
    }
}
