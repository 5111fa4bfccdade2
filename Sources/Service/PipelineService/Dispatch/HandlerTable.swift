package import PipelineAPI

package import struct FoundationEssentials.Date

/// The handlers of all calls that the service serves.
///
/// HTTP, the tests in process and the coverage table read this one list. A call of the catalogue without
/// a handler is answered with `E9001`.
package struct HandlerTable: Sendable {
    package typealias Handler<Call: APICall> =
        @Sendable (Call, RequestContext) async throws(APIError) -> Call.Output

    private var handlers: [String: any ErasedHandler] = [:]
    private let now: @Sendable () -> Date

    package init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    package mutating func on<Call: APICall>(
        _ call: Call.Type,
        _ handler: @escaping Handler<Call>
    ) {
        let previous = handlers.updateValue(TypedHandler(handle: handler), forKey: call.name)
        precondition(previous == nil, "\(call.name) has two handlers")
    }

    package func serves(_ call: any APICall.Type) -> Bool { handlers[call.name] != nil }

    /// The calls of the catalogue that have no handler.
    package var unserved: [any APICall.Type] { Catalogue.calls.filter { !serves($0) } }

    /// Answers a call that is given as its undecoded parts.
    package func answer<Call: APICall>(
        _ call: Call.Type,
        path: [String: String],
        query: [QueryItem],
        body: RawBody,
        context: RequestContext
    ) async throws(APIError) -> EncodedOutput {
        guard let handler = handlers[call.name] else { throw HandlerTable.notImplemented(call) }
        return try await handler.answer(path: path, query: query, body: body, context: context)
    }

    private static func notImplemented(_ call: any APICall.Type) -> APIError {
        APIError(.notImplemented, "'\(call.route.template)' is not implemented by this service yet")
    }
}

extension HandlerTable: APICaller {
    /// Answers a call in process, without encoding or signing it.
    package func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        guard let handler = handlers[Call.name] as? TypedHandler<Call> else {
            throw HandlerTable.notImplemented(Call.self)
        }
        let context = RequestContext(requestID: "in-process", clientAddress: nil, now: now())
        return try await handler.handle(call, context)
    }
}

private protocol ErasedHandler: Sendable {
    func answer(
        path: [String: String],
        query: [QueryItem],
        body: RawBody,
        context: RequestContext
    ) async throws(APIError) -> EncodedOutput
}

private struct TypedHandler<Call: APICall>: ErasedHandler {
    let handle: HandlerTable.Handler<Call>

    func answer(
        path: [String: String],
        query: [QueryItem],
        body: RawBody,
        context: RequestContext
    ) async throws(APIError) -> EncodedOutput {
        let output = try await handle(Call(path: path, query: query, body: body), context)
        do {
            let fields = (output as? any AnswerFields)?.answerFields ?? [:]
            return EncodedOutput(json: try JSONCoding.encode(output), fields: fields)
        } catch {
            throw APIError(.internalError, "the answer cannot be written as JSON: \(error)")
        }
    }
}
