import FoundationEssentials
import PipelineAPI
import PipelineClient

/// A transport that answers what it was told to, in order, and remembers what it was sent.
actor ScriptedTransport: Transport {
    enum Answer: Sendable {
        case response(WireResponse)
        case failure(APIError)

        static func ok(_ body: String) -> Answer { .status(200, body) }

        static func status(
            _ status: Int,
            _ body: String,
            headers: HeaderFields = ["X-Reqid": "AAAA"]
        ) -> Answer {
            .response(WireResponse(status: status, headers: headers, body: Data(body.utf8)))
        }
    }

    private var answers: [Answer]
    private(set) var requests: [WireRequest] = []

    init(_ answers: [Answer]) {
        self.answers = answers
    }

    func send(_ request: WireRequest) async throws(APIError) -> WireResponse {
        requests.append(request)
        guard !answers.isEmpty else {
            throw APIError(.internalError, "the script has no further answer")
        }
        switch answers.removeFirst() {
        case .response(let response): return response
        case .failure(let error): throw error
        }
    }
}
