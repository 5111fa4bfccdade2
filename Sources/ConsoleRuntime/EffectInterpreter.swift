import Console
import PipelineAPI
import Polling

/// Does what takes time, and reports it to the console.
struct EffectInterpreter: Sendable {
    let api: any APICaller
    let scheduler: PollingScheduler<PollKey>
    let inbox: AsyncStream<ConsoleAction>.Continuation
    let rest: Duration
    let round: EditRound

    func run(_ effect: ConsoleEffect) async {
        switch effect {
        case .refresh(let keys): await scheduler.refresh(keys)
        case .perform(let request): await perform(request)
        case .edit(let draft):
            let (after, outcome) = await round.run(draft)
            inbox.yield(.edited(after, outcome))
        case .submit(let draft):
            do throws(APIError) {
                inbox.yield(.submitted(draft, .success(try await round.submit(draft))))
            } catch {
                inbox.yield(.submitted(draft, .failure(error)))
            }
        case .rest(let token):
            guard (try? await Task.sleep(for: rest)) != nil else { return }
            inbox.yield(.rested(token: token))
        case .copy, .audit, .repaint, .suspend, .quit: break
        }
    }

    /// Sends an action once; whatever comes of it, the console is told.
    private func perform(_ request: ActionRequest) async {
        guard let action = request.action else { return }
        let result: Result<String, APIError>
        do throws(APIError) {
            result = .success(try await action.perform(with: api, on: request.address))
        } catch {
            result = .failure(error)
        }
        inbox.yield(.performed(request, result))
    }
}
