import FoundationEssentials
import PipelineAPI
import PipelineClient
import Synchronization

/// The calls that the client core sends as the contract says and whose answers it reads.
enum ClientCalls {
    /// Returns the names of those samples whose request reached the transport and whose refusal came back.
    static func names(of samples: [any APICall]) async -> Set<String> {
        var names: Set<String> = []
        for sample in samples where await isCarried(sample) { names.insert(type(of: sample).name) }
        return names
    }

    private static func isCarried<Call: APICall>(_ call: Call) async -> Bool {
        let transport = RefusingTransport()
        let client = APIClient(transport: transport, layers: [], now: { ServiceFixture.now })
        do throws(APIError) {
            _ = try await client.send(call)
            return false
        } catch {
            guard let expected = try? call.wireRequest() else { return false }
            return error.code == RefusingTransport.code && transport.requests == [expected]
        }
    }
}

/// Keeps the requests and answers each with one error of the service.
private final class RefusingTransport: Transport {
    static let code = ErrorCode.internalError
    private let kept = Mutex<[WireRequest]>([])

    var requests: [WireRequest] { kept.withLock { $0 } }

    func send(_ request: WireRequest) async throws(APIError) -> WireResponse {
        kept.withLock { $0.append(request) }
        let body = Data(#"{"error":"\#(Self.code): refused"}"#.utf8)
        return WireResponse(status: Self.code.status, headers: ["X-Reqid": "a"], body: body)
    }
}
