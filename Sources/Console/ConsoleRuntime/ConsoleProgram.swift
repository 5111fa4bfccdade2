package import Console
import FoundationEssentials
package import PipelineAPI
import Polling
package import Screen

/// The console at work: the one place that waits, asks, draws.
///
/// Everything it does was decided by ``ConsoleState/update(_:)``; every answer goes back into it as an
/// action. What the terminal says is dealt with at once and on its thread, so that there is no other between
/// a key and its picture; answers come through the inbox, from any thread.
@UIActor package final class ConsoleProgram {
    private var state: ConsoleState
    private let terminal: any Terminal
    private let api: any APICaller
    private let host: ConsoleHost
    private let clock = PollClock.continuous()
    private var reconciler = PollReconciler(perSecond: PollSchedule<PollKey>.Limits().perSecond)
    private var halt = Halt()
    private var isPaused = false
    private var hasFocus = true
    private var exit: ConsoleExit?
    /// When the state was kept last.
    private var kept: Date?
    /// The last move of the hand that was not followed yet.
    private var lastMove: (token: Int, at: ContinuousClock.Instant)?

    private let inbox = AsyncStream.makeStream(of: ConsoleAction.self)
    private let errands = AsyncStream.makeStream(of: Errand.self)
    private let orders = AsyncStream.makeStream(of: SchedulerOrder.self)

    /// What takes time, and what ends it early.
    private typealias Errand = (effect: ConsoleEffect, halt: Halt)
    /// What is told to the scheduler, in order; nobody waits until it has listened.
    private typealias SchedulerOrder = @Sendable (PollingScheduler<PollKey>) async -> Void

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
    }

    /// Shows what was known at the end of the last time, until answers come.
    package func restore(_ cache: StateCache) { state.restore(cache) }

    /// Puts something to say into the first picture.
    package func notice(_ text: String) {
        _ = state.update(.noticed(Notice(LocalizedText(verbatim: text))))
    }

    /// Runs until the user quits, switches to another profile, or the terminal is gone.
    ///
    /// Answers that are under way then are for nobody: what belongs to this profile ends with it.
    package func run() async -> ConsoleExit {
        let (actions, inbox) = inbox
        let poller = Poller(api: api, now: host.now) { inbox.yield($0) }
        let scheduler = PollingScheduler<PollKey>(clock: clock) { await poller.ask($0) }
        present()
        reconcile(after: nil)
        terminal.listen { [weak self] event in self?.receive(.terminal(event)) }
        tickOn()
        await withDiscardingTaskGroup { group in
            let (orders, errands) = (orders.stream, errands.stream)
            let requests = host.requests
            let interpreter = EffectInterpreter(
                api: api,
                scheduler: scheduler,
                inbox: inbox,
                round: round,
                host: host
            )
            group.addTask { await scheduler.run() }
            group.addTask { for await order in orders { await order(scheduler) } }
            group.addTask { await interpreter.run(errands) }
            group.addTask { for await entry in requests { inbox.yield(.requested(entry)) } }
            group.addTask { await Self.watch(poller, scheduler, into: inbox) }
            for await action in actions { receive(action) }
            group.cancelAll()
        }
        keepState()
        return exit ?? .quit
    }

    /// Deals with one thing that happened; the picture is made when the terminal has time for it.
    private func receive(_ action: ConsoleAction) {
        guard exit == nil else { return }
        let effects = state.update(action)
        exit = effects.lazy.compactMap(\.exit).first
        guard exit == nil else { return inbox.continuation.finish() }
        for effect in effects where !doAtOnce(effect) {
            if case .transfer = effect { halt = Halt() }
            errands.continuation.yield((effect, halt))
        }
        present()
        // A task of its own, so that the picture comes first.
        Task { reconcile(after: action) }
        if case .ticked(let date) = action { tick(at: date) }
    }

    private func present() {
        terminal.present { [self] in state.render(glyphs: state.glyphs) }
    }

    /// Tells the scheduler what is wanted otherwise than before an action.
    private func reconcile(after action: ConsoleAction?) {
        let moment = PollReconciler.Moment(date: host.now(), time: clock.now())
        let changes = reconciler.changes(in: state, after: action, at: moment)
        if !changes.isEmpty { orders.continuation.yield { await $0.want(changes) } }
        slowDownIfWanted()
    }

    private func tick(at date: Date) {
        keepStateIfOld(at: date)
        guard state.wantsForecast else { return }
        let inbox = inbox.continuation
        orders.continuation.yield { inbox.yield(.forecast(await $0.forecast)) }
    }

    private func slowDownIfWanted() {
        if state.isPaused != isPaused {
            isPaused = state.isPaused
            orders.continuation.yield { [isPaused] in await $0.setPaused(isPaused) }
        }
        if state.hasTerminalFocus != hasFocus {
            hasFocus = state.hasTerminalFocus
            // A terminal nobody looks at is served more slowly.
            orders.continuation.yield { [hasFocus] in await $0.setScale(hasFocus ? 1 : 4) }
        }
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

    /// Does what belongs to the terminal; false for what takes time.
    private func doAtOnce(_ effect: ConsoleEffect) -> Bool {
        switch effect {
        case .copy(let text):
            terminal.copy(text)
            _ = state.update(.noticed(Notice("copied '\(text)'")))
        case .suspend: terminal.suspend()
        case .rest(let token): wait(token)
        case .audit(let entry):
            if !host.audit(entry) {
                let words: LocalizedText =
                    "the audit file cannot be written: look at the disk and who owns it"
                _ = state.update(.noticed(Notice(words, isError: true)))
            }
        case .haltTransfer: halt.want()
        case .alert(let text): terminal.notify(text)
        case .savePreferences(let preferences): host.savePreferences(preferences)
        case .repaint, .quit, .switchProfile: break
        case .refresh, .perform, .performNext, .edit, .submit, .inspectFile, .transfer,
            .write:
            return false
        }
        return true
    }

    /// Says when the hand has been still since its last move; one timer waits for all moves until then.
    private func wait(_ token: Int) {
        let isWaiting = lastMove != nil
        lastMove = (token, .now)
        if !isWaiting { wait(for: Self.restTime) }
    }

    private func wait(for time: Duration) {
        terminal.call(after: time) { [weak self] in
            guard let self, let (token, moment) = lastMove else { return }
            let left = Self.restTime - (.now - moment)
            guard left <= .zero else { return wait(for: left) }
            lastMove = nil
            receive(.rested(token: token))
        }
    }

    private func tickOn() {
        terminal.call(after: Self.tickTime) { [weak self] in
            guard let self, exit == nil else { return }
            receive(.ticked(host.now()))
            tickOn()
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
