import PipelineAPI
import Screen

import struct FoundationEssentials.Date

extension ConsoleState {
    /// Handles an action and returns the effects to carry out; it never waits, sends requests or draws.
    package mutating func update(_ action: ConsoleAction) -> [ConsoleEffect] {
        let place = page?.address
        let tab = page?.shownTab?.id
        bodyCache.note(action)
        let question = overlay?.question
        var effects = decide(action)
        if let asked = overlay?.question, asked != question { effects.append(attention.begin()) }
        keepBody(after: action)
        settleScroll()
        return effects + leave(place) + arrive(from: place, tab) + keepBoard(after: place)
    }

    /// What follows when another page than this is shown.
    private mutating func leave(_ place: ResourceAddress?) -> [ConsoleEffect] {
        guard place == Overview.address, page?.address != place else { return [] }
        return seeFailures()
    }

    /// What is read when a page or a tab has come in sight that is made of this machine's files.
    private func arrive(from place: ResourceAddress?, _ tab: String?) -> [ConsoleEffect] {
        if let effect = readDefinitions(after: place, tab) { return [effect] }
        guard page?.address == ShiftReport.address, place != ShiftReport.address else { return [] }
        return [.readAudit(since: now.addingTimeInterval(-ShiftReport.longest))]
    }

    /// Marks the failures as seen when the overview is left.
    private mutating func seeFailures() -> [ConsoleEffect] {
        let seen = renderContext(glyphs: .ascii).triage.failures.flatMap(\.runs).map {
            RenderContext.mark(ofFailure: $0.id, on: identity.endpoint)
        }
        guard !preferences.seenFailures.isSuperset(of: seen) else { return [] }
        preferences.seenFailures.formUnion(seen)
        return [.savePreferences(preferences)]
    }

    /// Whether the scheduler's next requests are on the screen.
    package var wantsForecast: Bool {
        page?.address == RequestScreen.address && page?.shownTab?.id == "next"
    }

    private mutating func decide(_ action: ConsoleAction) -> [ConsoleEffect] {
        switch action {
        case .terminal(let event): return receive(event)
        case .ticked(let date):
            now = date
            dateAggregateLists()
        case .listLoaded(let key, let result, let date): return receive(key, result, at: date)
        case .listUnchanged(let key, let date): listings[key]?.confirm(at: date)
        case .partLoaded(let key, let part, let result, let date):
            return receive(part, of: key, result, at: date)
        case .detailLoaded(let address, let result, let date):
            details[address, default: .loading].receive(result, at: date)
            forgetOldDetails()
        case .performed(let request, let result): return finish(request, result)
        case .answerLost(let request):
            notice = Notice("the answer to '\(request.what)' was lost: asking what is true …")
        case .rerunPlanned(let choice, let result): confirm(result, of: choice)
        case .workFound(let work): offer(work)
        case .workProgressed(let work, let outcome): return receive(work, outcome)
        case .fileInspected(let request, let result): confirm(request, result)
        case .transferProgressed(let request, let progress): receive(progress, of: request)
        case .transferred(let request, let result): return finish(request, result)
        case .definitionsRead(let versions): changes.definitions = versions
        case .auditRead(let entries): changes.audit = entries
        case .commandWrote(let run, let lines): take(lines, of: run)
        case .commandEnded(let run, let result): return finish(run, result)
        case .profileAnswered(let name, let result): receive(result, ofProfile: name)
        case .viewKept(let view, let result): receive(view, result)
        case .written(let path, let result):
            switch result {
            case .success(let bytes):
                notice = Notice("wrote '\(path)', \(ByteText.of(bytes))")
            case .failure(let error):
                notice = Notice(LocalizedText(verbatim: error.message), isError: true)
            }
        case .edited(let draft, let outcome): return finishEditing(draft, outcome)
        case .submitted(let draft, let result): return finishSubmitting(draft, result)
        case .requested(let entry):
            traffic.append(entry)
            serviceZone.receive(entry.scheduleZone)
        case .forecast(let forecast): traffic.forecast = forecast
        case .rested(let token):
            // If the main pane has got the focus meanwhile, its page stays.
            if token == restToken, focus == .sidebar { followSelection() }
        case .seen(let token): attention.see(token)
        case .linkChanged(let link): traffic.receive(link)
        case .noticed(let notice): self.notice = notice
        }
        return []
    }

    private mutating func receive(_ event: TerminalEvent) -> [ConsoleEffect] {
        switch event {
        case .key(let key) where !ConsoleLayout.fits(size): return pressUnseen(key)
        case .paste where !ConsoleLayout.fits(size): break
        case .burst where !ConsoleLayout.fits(size): break
        case .mouse where !ConsoleLayout.fits(size): break
        case .key(let key): return press(key)
        case .paste(let text): return paste(text)
        case .burst(let keys, let continues): return receive(burst: keys, continues: continues)
        case .mouse(let mouse): return receive(mouse)
        case .resized(let size):
            self.size = size
            return lookAnew()
        case .resumed: return [.repaint, .refresh(visiblePolls)] + lookAnew()
        case .focusGained: display.hasTerminalFocus = true
        case .focusLost: display.hasTerminalFocus = false
        case .closed: return [.quit]
        }
        return []
    }

    /// Restarts the wait for a question that may have been out of sight.
    private mutating func lookAnew() -> [ConsoleEffect] {
        overlay?.question == nil ? [] : [attention.begin()]
    }

    /// Handles an answer to a list: each view of it keeps its selection, and pending jumps are completed.
    private mutating func receive(
        _ key: ListKey,
        _ result: Result<Listing, APIError>,
        at date: Date
    ) -> [ConsoleEffect] {
        let isPaged = ResourceCatalogue.kind(key.kind)?.part != nil
        let effects = store(
            key,
            isPaged ? result.map { merged($0, into: key) } : result,
            at: date
        )
        followRepo()
        if pages.isEmpty || !isSelectionShown { followSelection() }
        return effects
    }

    /// Stores an answer, and updates every view of the list and the aggregate lists made from it.
    mutating func store(
        _ key: ListKey,
        _ result: Result<Listing, APIError>,
        at date: Date
    ) -> [ConsoleEffect] {
        let old = listings[key]?.value
        let isFirst = listings[key]?.isAnswered != true
        listings[key, default: .loading].receive(result, at: date)
        if case .job(let job) = key.scope, key.kind == .runs { learnZone(from: job, since: old) }
        tally(key)
        arrange(key)
        let isEmpty = old?.rows.isEmpty != false && listings[key]?.value?.rows.isEmpty == true
        // Without a container there is nothing to gather, which is an answer too.
        if !isEmpty || isFirst && key.scope == .root {
            assemble(after: key)
        } else if isFirst {
            countGathered(key)
        }
        var effects = announceChanges(of: key, since: old)
        if case .success = result { effects += keepDefinitions(of: key, since: old, at: date) }
        return effects
    }

    /// Whether the item of the main pane's first page still exists.
    private var isSelectionShown: Bool {
        guard let first = pages.first, let wanted = selectedAddress(of: panes[activePane]) else {
            return pages.first?.kind?.placement == .screen
        }
        return first.address.kind != wanted.kind || item(at: first.address) != nil
    }

    private mutating func forgetOldDetails() {
        let most = 200
        guard details.count > most, let shown = page?.address else { return }
        details = details.filter { $0.key == shown }
    }
}
