import PipelineAPI

extension ConsoleState {
    /// Starts or stops watching the selected run, or the selected job's newest run.
    mutating func toggleWatch() {
        guard let address = focusedAddress ?? page?.address,
            ResourceCatalogue.kind(address.kind)?.traits.isWatchable == true
        else {
            notice = Notice("only runs and jobs can be watched: select one")
            return
        }
        if watched.remove(address) == nil {
            watched.insert(address)
            notice = Notice("watching \(address.localized): a bell when its state changes")
        } else {
            notice = Notice("\(address.localized) is not watched any more")
        }
    }

    /// Starts or stops keeping the newest row of the list selected.
    mutating func toggleFollowing() {
        guard let kind = focusedList?.kind, ResourceCatalogue.kind(kind)?.isHistory == true else {
            notice = Notice("only a list of runs can be followed")
            return
        }
        moveInFocusedList { list in
            list.follows.toggle()
            if list.follows { list.select(at: 0) }
        }
        let follows = focusedList?.follows == true
        notice = Notice(
            follows ? "the newest run stays selected" : "the selection stays on its run"
        )
    }

    /// Announces the changes of watched items on the screen and with a bell.
    mutating func announceChanges(of key: ListKey, since old: Listing?) -> [ConsoleEffect] {
        guard key.kind == .runs, let old, case .job(let job) = key.scope,
            let new = listings[key]?.value
        else { return [] }
        var changes: [LocalizedText] = []
        if watched.contains(ResourceAddress(.jobs, .root, job)),
            let text = change(of: job, from: old.rows.first, to: new.rows.first)
        {
            changes.append(text)
        }
        for address in watched where address.list == ListKey(key.kind, key.scope) {
            let (before, after) = (old.row(named: address.name), new.row(named: address.name))
            if let text = change(of: job, from: before, to: after), !changes.contains(text) {
                changes.append(text)
            }
        }
        guard !changes.isEmpty else { return [] }
        let all = changes.joined()
        notice = Notice(all)
        return [.alert(display.localizer(all))]
    }

    private func change(of job: String, from old: Row?, to new: Row?) -> LocalizedText? {
        guard let after: Run = new?.item.value() else { return nil }
        let before: Run? = old?.item.value()
        guard before?.runId != after.runId || before?.status != after.status else { return nil }
        let now = LocalizedText(known: after.status.rawValue)
        guard let before, before.runId == after.runId else {
            return "\(job) run \(after.runId): \(now)"
        }
        return "\(job) run \(after.runId): \(LocalizedText(known: before.status.rawValue)) → \(now)"
    }
}
