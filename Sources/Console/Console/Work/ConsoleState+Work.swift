import PipelineAPI
import Screen

extension ConsoleState {
    /// Shows work of a kind that is under way, or offers to go on with what is left of it; `nil` where there is none.
    mutating func showWork(_ kind: WorkKind) -> [ConsoleEffect]? {
        if let dialog = changes.works[kind], !dialog.work.progress.isOver {
            overlay = .work(dialog)
            return []
        }
        if let writeRefusal {
            notice = Notice(writeRefusal, isError: true)
            return []
        }
        if let left = changes.unfinished[kind] {
            ask(left.resumption, about: .resume(left))
            return []
        }
        return nil
    }

    /// Offers to go on with work that an earlier console has left.
    mutating func offer(_ work: LongWork) {
        changes.unfinished[work.kind] = work
        guard overlay == nil else { return }
        ask(work.resumption, about: .resume(work))
    }

    /// Forgets work that an earlier console has left.
    mutating func drop(_ work: LongWork) -> [ConsoleEffect] {
        changes.unfinished[work.kind] = nil
        notice = Notice("dropped \(work.progress.leftSummary)")
        return [.dropWork(work.kind)]
    }

    /// Begins work, or goes on with that of an earlier console.
    mutating func begin(_ work: LongWork) -> [ConsoleEffect] {
        changes.unfinished[work.kind] = nil
        let dialog = WorkDialog(work)
        changes.works[work.kind] = dialog
        overlay = .work(dialog)
        return [.work(work)]
    }

    mutating func receive(_ work: LongWork, _ outcome: WorkOutcome?) -> [ConsoleEffect] {
        let kind = work.kind
        let progress = work.progress
        let wasOver = changes.works[kind]?.work.progress.isOver
        changes.works[kind]?.work = work
        var effects: [ConsoleEffect] = []
        if let outcome {
            effects.append(record(outcome.request.what.english, outcome.result))
            effects.append(.refresh(affected(by: outcome.request.address)))
        }
        if progress.isOver, wasOver == false {
            // What has run again is no more what the lists say of it.
            effects.append(.refresh(progress.jobs.map { .list(ListKey(.runs, .job($0))) }))
        }
        if progress.isOver, progress.trouble == nil { changes.unfinished[kind] = work.left }
        if case .work(var dialog) = overlay, dialog.work.kind == kind {
            dialog.work = work
            overlay = .work(dialog)
        } else if progress.isOver, wasOver == false {
            let text: LocalizedText = "\(progress.title): \(progress.trouble ?? progress.summary)"
            notice = Notice(text, isError: !progress.isSuccess)
            effects.append(.alert(text.english))
        }
        return effects
    }

    mutating func press(_ key: Key, in old: WorkDialog) -> [ConsoleEffect] {
        var dialog = old
        switch dialog.answer(to: key) {
        case .stay:
            dialog.scroll(in: size) { scroll($0, from: $1, by: key) }
            overlay = .work(dialog)
        case .close: overlay = nil
        case .halt(let kind): return [.haltWork(kind)]
        }
        return []
    }
}
