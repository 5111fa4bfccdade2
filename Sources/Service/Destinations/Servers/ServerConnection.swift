import FoundationEssentials
import HTTPTransport
import PipelineAPI
import PipelineEngine

/// Requests to a store that speaks HTTP, each sent again a few times where the store could not take it for the moment.
///
/// All requests sent through it must be such that a repetition changes nothing. It must be closed with ``close()``.
struct ServerConnection: Sendable {
    /// The address as its user has written it.
    let endpoint: String
    /// How the message about an address that is wrong calls its place in `stores.yaml`.
    private let setting: String
    private let authorization: String?
    private let transport: HTTPTransport
    private let waits: [Duration]

    /// How long to wait before each further attempt at a store.
    static let usualWaits: [Duration] = [.milliseconds(200), .seconds(1)]

    /// `waits` are those before each further attempt; `answerSeconds` limits the wait for an answer.
    init(
        _ endpoint: String,
        setting: String,
        authorization: String?,
        waits: [Duration] = usualWaits,
        answerSeconds: Int64 = 30
    ) {
        self.endpoint = endpoint
        self.setting = setting
        self.authorization = authorization
        self.waits = waits
        transport = HTTPTransport(endpoint: endpoint, answerSeconds: answerSeconds)
    }

    func close() async { await transport.close() }

    /// The value of an `Authorization` header.
    static func basic(user: String, password: String) -> String {
        "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    /// Returns the answer, whatever its status.
    ///
    /// Throws where none came.
    func send(
        _ method: PipelineAPI.HTTPMethod,
        _ path: String,
        query: [QueryItem] = [],
        type: String? = nil,
        body: Data = Data()
    ) async throws -> WireResponse {
        var headers: HeaderFields = [:]
        if let authorization { headers["Authorization"] = authorization }
        if let type { headers["Content-Type"] = type }
        let request = WireRequest(method, path, query: query, headers: headers, body: body)
        var waits = waits[...]
        while true {
            do throws(APIError) {
                let answer = try await transport.send(request)
                guard [429, 502, 503, 504].contains(answer.status), !waits.isEmpty else {
                    return answer
                }
            } catch {
                guard error.code == .connectionLost, !waits.isEmpty else {
                    throw DeliveryFailure(words(of: error))
                }
            }
            try await Task.sleep(for: waits.removeFirst())
        }
    }

    private func words(of error: APIError) -> String {
        guard error.code != .timedOut else {
            return
                "'\(endpoint)' did not answer in time: it is tried again; look there what keeps it busy"
        }
        let question = ": is the service running there?"
        guard error.code == .unreachable, error.message.hasSuffix(question) else {
            return error.message
        }
        return error.message.dropLast(question.count)
            + ": is it running there? Else correct \(setting) in stores.yaml"
    }

    /// Returns what is said of an answer that means the same in every store; `what` is what was asked for.
    func failure(_ answer: WireResponse, _ reason: String) -> DeliveryFailure {
        let said = reason.isEmpty ? "" : " ('\(reason)')"
        let advice: String =
            switch answer.status {
            case 401: "does not know the user or the password: correct both in stores.yaml"
            case 403: "does not let this user do that\(said): give the user the right there"
            case 413: "refuses requests of this size: allow larger ones there"
            case 429, 503: "is too busy\(said): it is tried again"
            case 507: "has no room left: make room there"
            default:
                ServerConnection.isFull(reason)
                    ? "has no room left: make room there"
                    : "answered \(answer.status)\(said): look at its log"
            }
        return DeliveryFailure("'\(endpoint)' \(advice)")
    }

    private static func isFull(_ reason: String) -> Bool {
        ["no space left", "disk quota", "disk full", "is full"].contains {
            reason.lowercased().contains($0)
        }
    }
}
