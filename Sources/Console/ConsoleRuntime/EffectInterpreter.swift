import Console
import PipelineAPI
import Polling

/// Does what takes time, and reports it to the console.
struct EffectInterpreter: Sendable {
    let api: any APICaller
    let scheduler: PollingScheduler<PollKey>
    let inbox: AsyncStream<ConsoleAction>.Continuation
    let round: EditRound
    let host: ConsoleHost

    /// Between two of many actions: five a second are enough for any service.
    private static let pace = Duration.milliseconds(200)

    /// Each by itself, until its task is cancelled.
    func run(_ errands: AsyncStream<(effect: ConsoleEffect, halt: Halt)>) async {
        await withDiscardingTaskGroup { group in
            for await (effect, halt) in errands {
                group.addTask { await run(effect, halt) }
            }
            group.cancelAll()
        }
    }

    private func run(_ effect: ConsoleEffect, _ halt: Halt) async {
        switch effect {
        case .refresh(let keys): await scheduler.refresh(keys)
        case .perform(let request): await perform(request)
        case .performNext(let request):
            guard (try? await Task.sleep(for: Self.pace)) != nil else { return }
            await perform(request)
        case .edit(let draft):
            let (after, outcome) = await round.run(draft)
            inbox.yield(.edited(after, outcome))
        case .submit(let draft):
            inbox.yield(
                .submitted(
                    draft,
                    await Result.catching { () throws(APIError) in try await round.submit(draft) }
                )
            )
        case .inspectFile, .transfer, .write: await runOnFile(effect, halt)
        case .copy, .audit, .repaint, .suspend, .rest, .quit, .haltTransfer, .alert,
            .savePreferences,
            .switchProfile:
            break
        }
    }

    private func runOnFile(_ effect: ConsoleEffect, _ halt: Halt) async {
        switch effect {
        case .inspectFile(let request):
            let size = Result { () throws(APIError) in
                try host.fileSize(request.path)
            }
            inbox.yield(.fileInspected(request, size))
        case .transfer(let request):
            let result = await Result.catching { () throws(APIError) in
                try await host.transfer(request, api, halt) { [inbox] progress in
                    inbox.yield(.transferProgressed(request, progress))
                }
            }
            inbox.yield(.transferred(request, result))
        case .write(let path, let text):
            let result = Result { () throws(APIError) in try host.write(path, text) }
            inbox.yield(.written(path: path, result))
        default: break
        }
    }

    /// Sends an action once; whatever comes of it, the console is told.
    private func perform(_ request: ActionRequest) async {
        guard let action = request.action else { return }
        let result = await Result.catching { () throws(APIError) in
            try await action.perform(with: api, request)
        }
        inbox.yield(.performed(request, result))
    }
}
