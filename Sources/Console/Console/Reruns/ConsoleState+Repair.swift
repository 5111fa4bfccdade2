import PipelineAPI
import Screen

extension ConsoleState {
    /// Plans the reruns of the failed runs that are chosen, with all that is downstream, or shows those under way.
    ///
    /// Chosen is what is marked, else what is selected: a run, a job's newest run, a group of the overview. Where none
    /// of these is a run, it is everything that fails now.
    mutating func repair() -> [ConsoleEffect] {
        if let effects = showWork(.repair) { return effects }
        let chosen = chosenRuns
        let failed = chosen.filter { $0.run.status.isRepairable }
        guard !failed.isEmpty else {
            notice = Notice(reasonForNothing(chosen), isError: true)
            return []
        }
        let left = chosen.filter { !$0.run.status.isRepairable }.map { id, run -> LocalizedText in
            "left out: \(id.localized), which is \(LocalizedText(known: run.status.rawValue))"
        }
        let choice = RerunChoice(
            failed.map(\.id),
            known: Dictionary(
                failed.map { ($0.id, $0.run) },
                uniquingKeysWith: { first, _ in first }
            ),
            notes: left + unknownJobs
        )
        notice = Notice("asking which runs are downstream …")
        return [.planRerun(choice)]
    }

    private typealias Chosen = (id: RunID, run: Run)

    private var chosenRuns: [Chosen] {
        guard let kind = ResourceCatalogue.kind(.runs) else { return [] }
        let marked = known(markedTargets(of: kind))
        if !marked.isEmpty { return marked }
        if focus == .main, page?.address == Overview.address {
            let group = known(targetsInTree.compactMap { target(of: kind, from: $0) })
            return group.isEmpty ? failing : group
        }
        guard let selected = target(of: kind) else { return failing }
        return known([selected])
    }

    /// What stands in the tree at the selected line and below it, folded or not.
    private var targetsInTree: [ResourceAddress] {
        guard let page, let shown = treeLines(of: page), shown.indices.contains(page.cursor),
            case .tree(let nodes) = body(of: page, glyphs: display.glyphs)
        else { return [] }
        let lines = TreeLines.lines(of: nodes, folded: [])
        guard let place = lines.firstIndex(where: { $0.path == shown[page.cursor].path }) else {
            return []
        }
        let below = lines[(place + 1)...].prefix { $0.depth > lines[place].depth }
        return (lines[place...place] + below).compactMap(\.target)
    }

    private func known(_ addresses: [ResourceAddress]) -> [Chosen] {
        addresses.compactMap { address in
            guard case .job(let job) = address.scope, let number = Int(address.name),
                let run: Run = item(at: address)?.value()
            else { return nil }
            return (RunID(job: job, number: number), run)
        }
    }

    /// The newest runs that failed, of every job whose runs are known.
    private var failing: [Chosen] {
        jobNames.compactMap { job in
            guard let run = listings.newestRun(of: job), run.status == .failed else { return nil }
            return (RunID(job: job, number: run.runId), run)
        }
    }

    private var jobNames: [String] {
        listings[ListKey(.jobs, .root)]?.value?.rows.map(\.name) ?? []
    }

    /// Says how many jobs were not asked for their runs yet, since one of them may fail too.
    private var unknownJobs: [LocalizedText] {
        let names = jobNames
        let unknown = names.count { listings.runs(of: $0, atMost: 1) == nil }
        guard unknown > 0 else { return [] }
        return ["The runs of \(unknown) of \(names.count) jobs are not known yet."]
    }

    private func reasonForNothing(_ chosen: [Chosen]) -> LocalizedText {
        guard let first = chosen.first else { return "nothing fails now, as far as is known" }
        guard chosen.count == 1 else { return "none of these \(chosen.count) runs has failed" }
        return
            "\(first.id.localized) is \(LocalizedText(known: first.run.status.rawValue)): only what has failed is repaired"
    }
}

extension RunStatus {
    /// Whether a run ended without a result.
    package var isRepairable: Bool { self == .failed || self == .canceled }
}
