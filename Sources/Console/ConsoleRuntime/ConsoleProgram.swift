package import Console
import FoundationEssentials
package import PipelineAPI
package import Polling
package import Screen

/// The running console: takes events and answers, and carries out what ``ConsoleState/update(_:)`` decides.
///
/// Events of the terminal are handled at once on its thread, so that there is no other thread between a key
/// and its picture. Answers arrive through the inbox, from any thread. Times and pauses come from `clock`
/// and the terminal's timers alone, so a test runs the whole program by hand.
@UIActor package final class ConsoleProgram {
    var state: ConsoleState
    let terminal: any Terminal
    let host: ConsoleHost
    let clock: PollClock
    /// The latest move of the selection that the main pane has not followed yet.
    var lastMove: (token: Int, at: Duration)?
    /// The question that waits to be painted, by the token of ``TerminalEffect/awaitSight(token:)``.
    var unseenToken: Int?
    private let api: any APICaller
    private let generator: any RandomNumberGenerator & Sendable
    private var reconciler = PollReconciler(perSecond: PollSchedule<PollKey>.Limits().perSecond)
    private var isPaused = false
    private var hasFocus = true
    /// Sees every action after the state has taken it, for whoever has no screen; `true` ends the console.
    package var observer: (@UIActor (ConsoleAction, ConsoleState) -> Bool)?
    private var exit: ConsoleExit?
    /// When the state was kept last.
    private var keptAt: Date?

    private let inbox = AsyncStream.makeStream(of: ConsoleAction.self)
    private let effects = AsyncStream.makeStream(of: AsyncEffect.self)
    /// Queues commands for the scheduler actor; the UI thread never awaits it.
    private let commands = AsyncStream.makeStream(of: SchedulerCommand.self)

    private typealias SchedulerCommand = @Sendable (PollingScheduler<PollKey>) async -> Void

    /// Interval between two looks at the clock; what is shown of times is rounded to match.
    private static let tickInterval = Duration.seconds(5)
    /// Seconds between two saves of the state: what a crash or a kill may lose.
    private static let keepInterval = 300.0

    package init(
        state: ConsoleState,
        terminal: any Terminal,
        api: any APICaller,
        host: ConsoleHost,
        clock: PollClock = .continuous(),
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.state = state
        self.terminal = terminal
        self.api = api
        self.host = host
        self.clock = clock
        self.generator = generator
    }

    /// Shows what was known at the end of the last session, until answers come.
    package func restore(_ cache: StateCache) { state.restore(cache) }

    /// Puts a message into the first picture.
    package func notice(_ text: LocalizedText) {
        _ = state.update(.noticed(Notice(text)))
    }

    /// Runs until the user quits, switches to another profile, or the terminal is gone.
    ///
    /// Answers that are under way then are dropped: what belongs to this profile ends with it.
    package func run() async -> ConsoleExit {
        let (actions, inbox) = inbox
        let poller = Poller(api: api, clock: clock, now: host.now) { inbox.yield($0) }
        let scheduler = PollingScheduler<PollKey>(generator: generator, clock: clock) {
            await poller.ask($0)
        }
        let interpreter = EffectInterpreter(
            api: api,
            scheduler: scheduler,
            inbox: inbox,
            round: editRound,
            host: host,
            runCommand: commandRunner,
            clock: clock,
            zone: state.zone
        )
        present()
        reconcile(after: nil)
        terminal.listen { [weak self] event in self?.receive(.terminal(event)) }
        scheduleTick()
        offerUnfinished()
        await withDiscardingTaskGroup { group in
            let (commands, effects, requests) = (commands.stream, effects.stream, host.requests)
            group.addTask { await scheduler.run() }
            group.addTask { for await command in commands { await command(scheduler) } }
            group.addTask { await interpreter.run(effects) }
            group.addTask { for await entry in requests { inbox.yield(.requested(entry)) } }
            group.addTask { await Self.forward(poller.reports, of: scheduler, to: inbox) }
            for await action in actions { receive(action) }
            group.cancelAll()
        }
        keepState()
        for draft in state.unsentDrafts { host.editor.keep(draft) }
        return exit ?? .quit
    }

    /// Handles one action; the picture is made when the terminal has time for it.
    func receive(_ action: ConsoleAction) {
        guard exit == nil else { return }
        for effect in state.update(action) { carryOut(effect) }
        if let observer, observer(action, state) { exit = .quit }
        guard exit == nil else { return inbox.continuation.finish() }
        present()
        // A timer that is due at once, so that the picture comes first.
        terminal.call(after: .zero) { [weak self] in self?.reconcile(after: action) }
        if case .ticked(let date) = action { tick(at: date) }
    }

    private func carryOut(_ effect: ConsoleEffect) {
        switch effect {
        case .terminal(let effect): carryOut(effect)
        case .host(let effect): carryOut(effect)
        case .task(let effect): effects.continuation.yield(effect)
        case .exit(let exit): self.exit = exit
        }
    }

    private func carryOut(_ effect: HostEffect) {
        switch effect {
        case .audit(let entry):
            guard !host.audit(entry) else { return }
            let words: LocalizedText =
                "the audit file cannot be written: look at the disk and who owns it"
            _ = state.update(.noticed(Notice(words, isError: true)))
        case .savePreferences(let preferences): host.savePreferences(preferences)
        }
    }

    private func present() {
        terminal.present { [self] in
            startSight()
            return state.render(glyphs: state.display.glyphs)
        }
    }

    /// Sends the scheduler what an action has changed in what is to be polled.
    private func reconcile(after action: ConsoleAction?) {
        let moment = PollReconciler.Moment(date: host.now(), time: clock.now())
        let changes = reconciler.changes(in: state, after: action, at: moment)
        if !changes.isEmpty { commands.continuation.yield { await $0.changePlans(changes) } }
        if state.traffic.isPaused != isPaused {
            isPaused = state.traffic.isPaused
            commands.continuation.yield { [isPaused] in await $0.setPaused(isPaused) }
        }
        if state.display.hasTerminalFocus != hasFocus {
            hasFocus = state.display.hasTerminalFocus
            // A terminal nobody looks at is served more slowly.
            commands.continuation.yield { [hasFocus] in await $0.setScale(hasFocus ? 1 : 4) }
        }
    }

    private func scheduleTick() {
        terminal.call(after: Self.tickInterval) { [weak self] in
            guard let self, exit == nil else { return }
            receive(.ticked(host.now()))
            scheduleTick()
        }
    }

    private func tick(at date: Date) {
        keepStateIfOld(at: date)
        guard state.wantsForecast else { return }
        let inbox = inbox.continuation
        commands.continuation.yield { inbox.yield(.forecast(await $0.forecast)) }
    }

    private func keepStateIfOld(at date: Date) {
        guard date.timeIntervalSince(keptAt ?? date) >= Self.keepInterval else {
            keptAt = keptAt ?? date
            return
        }
        keptAt = date
        keepState()
    }

    private func keepState() {
        if let data = StateCache(state).data { host.keep(data) }
    }

    /// Offers to go on with what an earlier console has left.
    private func offerUnfinished() {
        let endpoint = state.identity.endpoint
        for kind in WorkKind.allCases {
            guard let data = host.work(kind).find(),
                let work = LongWork.unfinished(kind, in: data, on: endpoint)
            else { continue }
            receive(.workFound(work))
        }
    }

    /// Runs commands of the user's; one whose lines nobody takes has the terminal to itself meanwhile.
    private var commandRunner: ConsoleHost.RunCommand {
        let (terminal, host) = (terminal, host)
        return { run, onLine async throws(APIError) in
            if let onLine { return try await host.runCommand(run, onLine) }
            await terminal.release()
            do throws(APIError) {
                let end = try await host.runCommand(run, nil)
                await terminal.reclaim()
                return end
            } catch {
                await terminal.reclaim()
                throw error
            }
        }
    }

    /// A round in the editor, which has the terminal to itself meanwhile.
    private var editRound: EditRound {
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

    /// Forwards the poller's reports to the header: whether the service answers, and when it is tried again.
    private nonisolated static func forward(
        _ reports: AsyncStream<Poller.Report>,
        of scheduler: PollingScheduler<PollKey>,
        to inbox: AsyncStream<ConsoleAction>.Continuation
    ) async {
        for await report in reports {
            switch report {
            case .answered(let milliseconds):
                inbox.yield(.linkChanged(.live(milliseconds: milliseconds)))
            case .unreached(let error, let date):
                let asked = error.code == .tooManyRequests ? error.retryAfter : nil
                var next = asked.map { date.addingTimeInterval(Double($0)) }
                if next == nil { next = await nextTry(of: scheduler, after: date) }
                inbox.yield(.linkChanged(.offline(error, nextTry: next)))
            case .failed(let error, let date):
                let next = await nextTry(of: scheduler, after: date)
                inbox.yield(.linkChanged(.failing(error, nextTry: next)))
            }
        }
    }

    private nonisolated static func nextTry(
        of scheduler: PollingScheduler<PollKey>,
        after date: Date
    ) async -> Date? {
        await scheduler.secondsToNextTry.map { date.addingTimeInterval($0) }
    }
}
