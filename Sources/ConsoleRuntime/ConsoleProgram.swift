package import Console
import FoundationEssentials
package import PipelineAPI
import Polling
package import Screen

/// The console at work: the one place that waits, asks, draws.
///
/// Everything it does was decided by ``ConsoleState/update(_:)``; every answer goes back into it as an
/// action. Pictures that follow each other before the terminal has time are one.
@UIActor package final class ConsoleProgram {
    private var state: ConsoleState
    private let terminal: any Terminal
    private let api: any APICaller
    private let host: ConsoleHost
    private var halt = Halt()
    private var isPaused = false
    private var hasFocus = true
    /// When the state was kept last.
    private var kept: Date?
    private let actions: AsyncStream<ConsoleAction>
    private let inbox: AsyncStream<ConsoleAction>.Continuation

    /// How long the hand must be still before the main pane follows the selection.
    private static let restTime = Duration.milliseconds(120)
    /// Between two looks at the clock; what is shown of times is rounded to match.
    private static let tickTime = Duration.seconds(5)

    package init(
        state: ConsoleState,
        terminal: any Terminal,
        api: any APICaller,
        host: ConsoleHost
    ) {
        self.state = state
        self.terminal = terminal
        self.api = api
        self.host = host
        (actions, inbox) = AsyncStream.makeStream(of: ConsoleAction.self)
    }

    /// Shows what was known at the end of the last time, until answers come.
    package func restore(_ cache: StateCache) { state.restore(cache) }

    /// Puts something to say into the first picture.
    package func notice(_ text: String) {
        _ = state.update(.noticed(Notice(Phrase(verbatim: text))))
    }

    /// Runs until the user quits, switches to another profile, or the terminal is gone.
    ///
    /// Answers that are under way then are for nobody: what belongs to this profile ends with it.
    package func run() async -> ConsoleExit {
        let poller = Poller(api: api, now: host.now) { [inbox] in inbox.yield($0) }
        let scheduler = PollingScheduler<PollKey> { await poller.ask($0) }
        terminal.present(state.render(glyphs: state.glyphs))
        var reconciler = PollReconciler(perSecond: PollSchedule<PollKey>.Limits().perSecond)
        await scheduler.want(
            reconciler.changes(in: state, after: nil, at: moment(scheduler.now))
        )
        defer { keepState() }
        let interpreter = EffectInterpreter(
            api: api,
            scheduler: scheduler,
            inbox: inbox,
            rest: Self.restTime,
            round: round,
            host: host
        )
        var exit = ConsoleExit.quit
        await withDiscardingTaskGroup { group in
            let (events, inbox, now) = (terminal.events, inbox, host.now)
            group.addTask { await scheduler.run() }
            group.addTask { for await event in events { inbox.yield(.terminal(event)) } }
            group.addTask { await Self.tick(now, into: inbox) }
            let requests = host.requests
            group.addTask { for await entry in requests { inbox.yield(.requested(entry)) } }
            group.addTask { await Self.watch(poller, scheduler, into: inbox) }
            for await action in actions {
                let effects = state.update(action)
                if case .ticked(let date) = action {
                    keepStateIfOld(at: date)
                    if state.wantsForecast {
                        inbox.yield(.forecast(await scheduler.forecast))
                    }
                }
                if effects.contains(.quit) { break }
                if let name = effects.lazy.compactMap(\.profile).first {
                    exit = .switchTo(name)
                    break
                }
                for effect in effects where !doAtOnce(effect) {
                    if case .transfer = effect { halt = Halt() }
                    let halt = halt
                    group.addTask { await interpreter.run(effect, halt: halt) }
                }
                await reconcile(&reconciler, after: action, scheduler)
                terminal.present(state.render(glyphs: state.glyphs))
            }
            group.cancelAll()
        }
        return exit
    }

    /// A crash or a kill loses as much as this.
    private static let keepSeconds = 300.0

    private func keepStateIfOld(at date: Date) {
        guard date.timeIntervalSince(kept ?? date) >= Self.keepSeconds else {
            kept = kept ?? date
            return
        }
        kept = date
        keepState()
    }

    private func keepState() {
        if let data = StateCache(state).data { host.keep(data) }
    }

    /// A round in the editor, which has the terminal to itself meanwhile.
    private var round: EditRound {
        let (terminal, editor) = (terminal, host.editor)
        return EditRound(api: api, parse: editor.parse) { text async throws(APIError) in
            await terminal.release()
            do throws(APIError) {
                let edited = try await editor.edit(text)
                await terminal.reclaim()
                return edited
            } catch {
                await terminal.reclaim()
                throw error
            }
        }
    }

    /// Tells the scheduler what is wanted otherwise than before.
    private func reconcile(
        _ reconciler: inout PollReconciler,
        after action: ConsoleAction,
        _ scheduler: PollingScheduler<PollKey>
    ) async {
        let changes = reconciler.changes(in: state, after: action, at: moment(scheduler.now))
        if !changes.isEmpty { await scheduler.want(changes) }
        if state.isPaused != isPaused {
            isPaused = state.isPaused
            await scheduler.setPaused(isPaused)
        }
        if state.hasTerminalFocus != hasFocus {
            hasFocus = state.hasTerminalFocus
            // A terminal nobody looks at is served more slowly.
            await scheduler.setScale(hasFocus ? 1 : 4)
        }
    }

    private func moment(_ time: Duration) -> PollReconciler.Moment {
        PollReconciler.Moment(date: host.now(), time: time)
    }

    /// Does what belongs to the terminal; false for what takes time.
    private func doAtOnce(_ effect: ConsoleEffect) -> Bool {
        switch effect {
        case .copy(let text):
            terminal.copy(text)
            _ = state.update(.noticed(Notice("copied '\(text)'")))
        case .suspend: terminal.suspend()
        case .audit(let entry):
            if !host.audit(entry) {
                let words: Phrase =
                    "the audit file cannot be written: look at the disk and who owns it"
                _ = state.update(.noticed(Notice(words, isError: true)))
            }
        case .haltTransfer: halt.want()
        case .alert(let text): terminal.notify(text)
        case .remember(let memory): host.remember(memory)
        case .repaint, .quit, .switchProfile: break
        case .refresh, .perform, .performNext, .rest, .edit, .submit, .inspectFile, .transfer,
            .write:
            return false
        }
        return true
    }

    private nonisolated static func tick(
        _ now: @Sendable () -> Date,
        into inbox: AsyncStream<ConsoleAction>.Continuation
    ) async {
        while (try? await Task.sleep(for: tickTime, tolerance: .seconds(1))) != nil {
            inbox.yield(.ticked(now()))
        }
    }

    /// Tells the header how the link is, whenever that changes.
    private nonisolated static func watch(
        _ poller: Poller,
        _ scheduler: PollingScheduler<PollKey>,
        into inbox: AsyncStream<ConsoleAction>.Continuation
    ) async {
        for await report in poller.reports {
            switch report {
            case .answered(let milliseconds):
                inbox.yield(.linkChanged(.live(milliseconds: milliseconds)))
            case .failed(let error, let date):
                let seconds = await scheduler.secondsToNextTry
                inbox.yield(
                    .linkChanged(
                        .offline(error, nextTry: seconds.map { date.addingTimeInterval($0) })
                    )
                )
            }
        }
    }
}
