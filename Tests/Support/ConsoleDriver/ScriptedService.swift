import Console
import FoundationEssentials
package import PipelineAPI
import Synchronization

/// A service in process whose answers a test can hold back, lose or replace by failures.
package final class ScriptedService: APICaller {
    private enum Rule {
        case hold(Gate)
        case fail(APIError)
        /// The service acts on the call, but its answer gets lost.
        case lose(APIError)
    }

    private struct State {
        var calls: [(name: String, request: String, isChange: Bool)] = []
        var rules: [String: Rule] = [:]
        var outage: APIError?
        var underWay = 0
        var mostUnderWay = 0
    }

    private let base: any APICaller
    private let state = Mutex(State())
    private let clock: HandClock
    private let host: FakeHost

    init(_ base: any APICaller, clock: HandClock, host: FakeHost) {
        self.base = base
        self.clock = clock
        self.host = host
    }

    /// Every request since the start, such as `GET /v2/jobs`.
    package var requests: [String] { state.withLock { $0.calls.map(\.request) } }
    /// Those of them that change something.
    package var changes: [String] {
        state.withLock { $0.calls.filter(\.isChange).map(\.request) }
    }
    /// The greatest number of requests that were under way at one time.
    package var mostUnderWay: Int { state.withLock(\.mostUnderWay) }

    package func count(of call: any APICall.Type) -> Int {
        state.withLock { state in state.calls.count { $0.name == call.name } }
    }

    /// Holds the answers to a call back; opening the gate lets all of them go.
    package func hold(_ call: any APICall.Type) -> Gate {
        let gate = Gate()
        state.withLock { $0.rules[call.name] = .hold(gate) }
        return gate
    }

    package func refuse(_ call: any APICall.Type, with error: APIError) {
        state.withLock { $0.rules[call.name] = .fail(error) }
    }

    /// The service acts on the call, and nobody hears of it.
    package func loseAnswers(to call: any APICall.Type) {
        state.withLock { $0.rules[call.name] = .lose(Self.lost) }
    }

    /// The call is lost on its way, and nobody knows whether it arrived.
    package func loseRequests(of call: any APICall.Type) {
        state.withLock { $0.rules[call.name] = .fail(Self.lost) }
    }

    private static let lost = APIError(
        .connectionLost,
        "the connection was closed before the answer"
    )

    package func answer(_ call: any APICall.Type) {
        state.withLock { $0.rules[call.name] = nil }
    }

    /// Nothing is answered any more.
    package func goDown(
        _ error: APIError = APIError(.unreachable, "cannot connect: connection refused")
    ) {
        state.withLock { $0.outage = error }
    }

    package func comeBack() { state.withLock { $0.outage = nil } }

    package func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        let request = try call.wireRequest()
        let path = "\(request.method.rawValue) \(request.target)"
        let began = clock.now
        let (rule, outage) = state.withLock { state in
            state.calls.append((Call.name, path, request.method != .get))
            state.underWay += 1
            state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            return (state.rules[Call.name], state.outage)
        }
        defer { state.withLock { $0.underWay -= 1 } }
        do throws(APIError) {
            let output = try await answer(call, rule, outage)
            note(Call.name, request.target, since: began, failure: nil)
            return output
        } catch {
            note(Call.name, request.target, since: began, failure: error.code.description)
            throw error
        }
    }

    private func answer<Call: APICall>(
        _ call: Call,
        _ rule: Rule?,
        _ outage: APIError?
    ) async throws(APIError) -> Call.Output {
        if let outage { throw outage }
        switch rule {
        case .hold(let gate): await gate.wait()
        case .fail(let error): throw error
        case .lose(let error):
            _ = try await base.send(call)
            throw error
        case nil: break
        }
        return try await base.send(call)
    }

    private func note(_ call: String, _ path: String, since began: Duration, failure: String?) {
        host.note(
            RequestEntry(
                time: clock.date,
                call: call,
                path: path,
                status: failure == nil ? 200 : nil,
                failure: failure,
                milliseconds: (clock.now - began) / .milliseconds(1),
                bytes: 100,
                requestID: nil
            )
        )
    }
}
