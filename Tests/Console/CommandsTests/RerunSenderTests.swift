import Console
import PipelineAPI
import Synchronization
import Testing

@testable import Commands

@Suite struct RerunSenderTests {
    private static func run(_ number: Int, _ status: RunStatus = .failed) -> Run {
        Run(runId: number, batchTime: Timestamp(text: "?"), status: status)
    }

    private let choice = RerunChoice(
        (1...3).map { RunID(job: "daily", number: $0) },
        known: .init(
            uniqueKeysWithValues: (1...3).map { (RunID(job: "daily", number: $0), run($0)) }
        )
    )

    /// Sends the reruns to a service whose history is `look`; returns what came of each, and what is said.
    private func send(
        _ service: FakeService
    ) async -> (outcomes: [RerunSender.Outcome], tally: RerunTally) {
        let sender = RerunSender(api: service, zone: .utc) { _ in }
        let told = Mutex<([RerunSender.Outcome], RerunTally)>(([], RerunTally()))
        await sender.send(choice, lost: {}) { id, outcome in
            told.withLock {
                $0.0.append(outcome)
                _ = $0.1.take(id, outcome)
            }
        }
        return told.withLock { $0 }
    }

    private func reruns(_ service: FakeService) -> Int {
        service.requests.count { $0 == "POST /v2/batch/actions/rerun" }
    }

    private static func service(
        _ history: @escaping @Sendable (Int) throws(APIError) -> [Run]
    ) -> FakeService {
        FakeService { call throws(APIError) in
            switch call {
            case let call as ListRuns:
                let runs = try history(call.runId ?? 0)
                return ListRuns.Output(total: runs.count, history: runs)
            case is RerunBatch:
                return RerunBatch.Output(
                    preStatus: .failed,
                    postStatus: .restarting,
                    rerunCount: 1
                )
            default: throw APIError(.notImplemented, "?")
            }
        }
    }

    @Test func `each run is looked at and rerun once`() async {
        let service = Self.service { number in [Self.run(number)] }
        let (_, tally) = await send(service)
        #expect(reruns(service) == 3)
        #expect(tally.sent == choice.runs)
        #expect(tally.summary == "3 of 3 rerun")
        #expect(tally.failure == nil)
    }

    @Test func `a run that has run again meanwhile, or is gone, is left out`() async {
        let service = Self.service { number in
            number == 1 ? [Self.run(1, .running)] : number == 2 ? [] : [Self.run(3)]
        }
        let (outcomes, tally) = await send(service)
        #expect(reruns(service) == 1)
        #expect(outcomes[0] == .leftOut("it has run again meanwhile: it is Running"))
        #expect(tally.summary == "1 of 3 rerun, 2 left out")
        #expect(tally.failure == nil)
    }

    @Test func `once the service is lost nothing more is asked of it`() async {
        let service = Self.service { number throws(APIError) in
            guard number == 1 else { throw APIError(.unreachable, "no route") }
            return [Self.run(1)]
        }
        let (outcomes, tally) = await send(service)
        #expect(reruns(service) == 1)
        #expect(service.requests.count == 3)
        #expect(outcomes.last == .notSent)
        #expect(tally.summary == "1 of 3 rerun, 2 failed")
        #expect(tally.failure?.reason == .refused)
    }
}
