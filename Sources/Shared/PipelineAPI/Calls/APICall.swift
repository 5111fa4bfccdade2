/// One operation of the API: a value that both sides build, send, receive and answer.
///
/// The stored properties are the call. Those named in the route's template travel in the path, the one
/// named `body` as JSON (or as bytes, see ``RawBody``), every other one in the query, left out when
/// `nil`. Encoding and decoding are synthesized; ``wireRequest()`` and ``init(_:)`` are written once.
package protocol APICall: Codable, Sendable {
    associatedtype Output: Codable & Sendable
    static var route: Route { get }

    /// The same call in the other form that services of this API are known to demand, if there is one.
    ///
    /// Sent once, and only where the service refuses the *form* of the first (`E18007`), which it can
    /// only do before acting on it.
    var alternative: Self? { get }
}

extension APICall {
    package var alternative: Self? { nil }

    /// The call's own name, as logs and documents show it.
    package static var name: String { String(describing: Self.self) }
}

/// The output of a call that answers nothing but success; written as `{}`, read from any body.
package struct Nothing: Codable, Equatable, Sendable {
    package init() {}
    package init(from decoder: any Decoder) {}
    package func encode(to encoder: any Encoder) throws {
        _ = encoder.container(keyedBy: NoKey.self)
    }

    private enum NoKey: CodingKey {}
}

/// An output that travels with header fields of its own; they are written, and nothing reads them.
package protocol AnswerFields {
    var answerFields: HeaderFields { get }
}

/// Anything that answers calls: the client over a network, or the service's handlers in process.
package protocol APICaller: Sendable {
    func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output
    /// The same for a call with a large body; `progress` is told how many of its bytes are on their way.
    func send<Call: APICall>(
        _ call: Call,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(APIError) -> Call.Output
}

extension APICaller {
    /// Where nothing travels, all of it is there at once.
    package func send<Call: APICall>(
        _ call: Call,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(APIError) -> Call.Output {
        try await send(call)
    }
}
