/// A call of the API, as a value that the client sends and the service answers.
///
/// Its stored properties are the request: those named in the route's template are parts of the path, `body` is the JSON
/// body (or bytes, see ``RawBody``), and every other one is an item of the query, left out if it is `nil`. Encoding and
/// decoding are synthesized; ``wireRequest()`` and ``init(path:query:body:)`` are written once for all calls.
package protocol APICall: Codable, Sendable {
    associatedtype Output: Codable & Sendable
    static var route: Route { get }

    /// The same call in another form that some services require; `nil` if there is none.
    ///
    /// It is sent once, and only if the service refuses the *form* of the first (`E18007`), which happens before a
    /// service acts.
    var alternative: Self? { get }
}

extension APICall {
    package var alternative: Self? { nil }

    /// The name of the call in logs and documents.
    package static var name: String { String(describing: Self.self) }
}

/// The output of a call whose answer is empty; written as `{}`, read from any body.
package struct Nothing: Codable, Equatable, Sendable {
    package init() {}
    package init(from decoder: any Decoder) {}
    package func encode(to encoder: any Encoder) throws {
        _ = encoder.container(keyedBy: NoKey.self)
    }

    private enum NoKey: CodingKey {}
}

/// An output with header fields of its own, which the service writes and no client reads.
package protocol AnswerFields {
    var answerFields: HeaderFields { get }
}

/// Answers calls: the client over a network, or the service's handlers in process.
package protocol APICaller: Sendable {
    func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output
    /// Sends a call with a large body; `progress` is called with the number of bytes that were sent.
    func send<Call: APICall>(
        _ call: Call,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(APIError) -> Call.Output
}

extension APICaller {
    /// Sends the call without reporting progress, for callers in process.
    package func send<Call: APICall>(
        _ call: Call,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(APIError) -> Call.Output {
        try await send(call)
    }
}
