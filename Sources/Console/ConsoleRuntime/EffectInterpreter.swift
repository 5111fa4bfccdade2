import Console
import PipelineAPI
import Polling

/// Carries out effects that take time, each as a task of its own, and reports results to the console.
struct EffectInterpreter: Sendable {
    let api: any APICaller
    let scheduler: PollingScheduler<PollKey>
    let inbox: AsyncStream<ConsoleAction>.Continuation
    let round: EditRound
    let host: ConsoleHost
    /// Runs a command of the user's, which has the terminal to itself unless it is in the background.
    let runCommand: ConsoleHost.RunCommand
    let clock: PollClock
    /// The zone in which times are said.
    let zone: LocalZone

    /// Pause between two actions of a bulk.
    private static let bulkPause = WorkRunner.pause

    /// Runs until its task is cancelled.
    func run(_ effects: AsyncStream<AsyncEffect>) async {
        var tokens = Tokens()
        await withDiscardingTaskGroup { group in
            for await effect in effects { start(effect, &tokens, in: &group) }
            group.cancelAll()
        }
    }

    /// What ends the file and the work that are under way.
    private struct Tokens {
        var transfer = CancellationToken()
        private var commands: [(run: UserCommandRun, token: CancellationToken)] = []

        /// Returns a new token, in place of that of an earlier command on the same item.
        mutating func begin(_ run: UserCommandRun) -> CancellationToken {
            commands.removeAll { $0.run == run }
            let token = CancellationToken()
            commands.append((run, token))
            return token
        }

        func end(_ run: UserCommandRun) { commands.first { $0.run == run }?.token.cancel() }
        var works: [WorkKind: CancellationToken] = [:]
    }

    /// Starts an effect; the tokens are those of the latest file, of the latest work, and of commands.
    private func start(
        _ effect: AsyncEffect,
        _ tokens: inout Tokens,
        in group: inout DiscardingTaskGroup
    ) {
        switch effect {
        case .refresh(let keys): group.addTask { await scheduler.refresh(keys) }
        case .perform(let request, let item): group.addTask { await perform(request, on: item) }
        case .performNext(let request, let item):
            group.addTask {
                guard (try? await clock.sleep(Self.bulkPause)) != nil else { return }
                await perform(request, on: item)
            }
        case .planRerun(let choice):
            group.addTask { await plan(choice) }
        case .work(let work):
            let cancellation = CancellationToken()
            tokens.works[work.kind] = cancellation
            group.addTask { await carryOn(work, cancellation) }
        case .haltWork(let kind): tokens.works[kind]?.cancel()
        case .dropWork(let kind): drop(kind)
        case .edit(let draft):
            group.addTask {
                let (after, outcome) = await round.run(draft)
                inbox.yield(.edited(after, outcome))
                // The console has ended while the editor was open, and takes no answer any more.
                if Task.isCancelled, outcome.hasText { host.editor.keep(after) }
            }
        case .submit(let draft): group.addTask { await submit(draft) }
        case .inspectFile(let request): group.addTask { inspectFile(of: request) }
        case .transfer(let request):
            let cancellation = CancellationToken()
            tokens.transfer = cancellation
            group.addTask { await send(request, cancellation) }
        case .cancelTransfer: tokens.transfer.cancel()
        case .keepDefinitions(let key, let rows, let date):
            group.addTask { host.keepDefinitions(key, rows, date) }
        case .readDefinitions(let address):
            group.addTask { inbox.yield(.definitionsRead(host.definitions(address))) }
        case .readAudit(let since):
            group.addTask { inbox.yield(.auditRead(host.readAudit(since))) }
        case .run(let run):
            let cancellation = tokens.begin(run)
            group.addTask { await perform(run, cancellation) }
        case .end(let run): tokens.end(run)
        case .askProfile(let name): group.addTask { await ask(profile: name) }
        case .keepView(let view): group.addTask { keep(view) }
        case .write(let path, let text): group.addTask { write(text, to: path) }
        }
    }

    private func plan(_ choice: RerunChoice) async {
        let result = await Result.catching { () throws(APIError) in
            try await RerunRunner(runner(of: .repair)).plan(choice)
        }
        inbox.yield(.rerunPlanned(choice, result))
    }

    private func perform(_ run: UserCommandRun, _ cancellation: CancellationToken) async {
        let result: Result<UserCommandEnd, APIError>
        if run.command.isInBackground {
            let background = BackgroundCommand(run: run, start: runCommand, clock: clock)
            result = await background.perform(cancellation) { [inbox] in
                inbox.yield(.commandWrote(run, $0))
            }
        } else {
            result = await Result.catching { () throws(APIError) in try await runCommand(run, nil) }
        }
        inbox.yield(.commandEnded(run, result))
    }

    private func runner(of kind: WorkKind) -> WorkRunner {
        WorkRunner(api: api, place: host.work(kind), now: clock.now, sleep: clock.sleep)
    }

    private func carryOn(_ work: LongWork, _ cancellation: CancellationToken) async {
        let runner = runner(of: work.kind)
        switch work {
        case .repair(let record):
            await RerunRunner(runner).run(record, isHalted: { cancellation.isCancelled }) {
                [inbox] in inbox.yield(.workProgressed(.repair($0), $1))
            }
        case .backfill(let record):
            await BackfillRunner(runner).run(record, isHalted: { cancellation.isCancelled }) {
                [inbox] in inbox.yield(.workProgressed(.backfill($0), $1))
            }
        }
    }

    private func drop(_ kind: WorkKind) {
        let place = host.work(kind)
        guard (try? place.take()) != nil else { return }
        place.leave(true)
    }

    /// Sends an action once; the console is told of any result.
    private func perform(_ request: ActionRequest, on item: AnyItem?) async {
        let sender = ActionSender(api: api, zone: zone, sleep: clock.sleep)
        let result = await Result.catching { () throws(APIError) in
            try await sender.send(request, on: item) { [inbox] in
                inbox.yield(.answerLost(request))
            }
        }
        inbox.yield(.performed(request, result))
    }

    private func submit(_ draft: EditDraft) async {
        let result = await Result.catching { () throws(APIError) in
            try await round.submit(draft)
        }
        inbox.yield(.submitted(draft, result))
    }

    private func inspectFile(of request: TransferRequest) {
        let size = Result { () throws(APIError) in try host.fileSize(request.path) }
        inbox.yield(.fileInspected(request, size))
    }

    private func send(_ request: TransferRequest, _ cancellation: CancellationToken) async {
        let result = await Result.catching { () throws(APIError) in
            try await host.transfer(request, api, cancellation) { [inbox] progress in
                inbox.yield(.transferProgressed(request, progress))
            }
        }
        inbox.yield(.transferred(request, result))
    }

    private func ask(profile name: String) async {
        let result = await Result.catching { () throws(APIError) in
            try await host.askProfile(name)
        }
        inbox.yield(.profileAnswered(name, result))
    }

    private func keep(_ view: SavedView) {
        let result = Result { () throws(APIError) in try host.keepView(view) }
        inbox.yield(.viewKept(view, result))
    }

    private func write(_ text: String, to path: String) {
        let result = Result { () throws(APIError) in try host.write(path, text) }
        inbox.yield(.written(path: path, result))
    }
}
