import PipelineAPI
import Synchronization

/// A service that answers what a test says, and remembers what it was sent.
final class FakeService: APICaller {
    private let answer: @Sendable (any APICall) throws(APIError) -> any Sendable
    private let calls = Mutex<[String]>([])

    init(_ answer: @escaping @Sendable (any APICall) throws(APIError) -> any Sendable) {
        self.answer = answer
    }

    /// `POST /v2/repos/web/data`, in the order they came.
    var requests: [String] { calls.withLock { $0 } }

    func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        let request = try call.wireRequest()
        calls.withLock { $0.append("\(request.method.rawValue) \(request.target)") }
        guard let output = try answer(call) as? Call.Output else {
            throw APIError(.notImplemented, Call.name)
        }
        return output
    }
}
