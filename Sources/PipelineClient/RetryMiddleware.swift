package import PipelineAPI

/// Sends again what ``RetryPolicy`` allows.
package struct RetryMiddleware: Middleware {
    private let policy: RetryPolicy
    private let sleep: @Sendable (Double) async throws -> Void
    private let jitter: @Sendable () -> Double

    package init(
        policy: RetryPolicy,
        sleep: @escaping @Sendable (Double) async throws -> Void,
        jitter: @escaping @Sendable () -> Double
    ) {
        self.policy = policy
        self.sleep = sleep
        self.jitter = jitter
    }

    package func handle(
        _ request: WireRequest,
        _ context: CallContext,
        next: Next
    ) async throws(APIError) -> WireResponse {
        var attempt = 1
        while true {
            let failure: APIError
            var answer: WireResponse?
            do throws(APIError) {
                let response = try await next(request)
                guard let refusal = AnswerReader.refusal(of: response) else { return response }
                (failure, answer) = (refusal, response)
            } catch {
                failure = error
            }
            let delay = policy.delay(
                after: failure,
                attempt: attempt,
                context: context,
                jitter: jitter()
            )
            guard let delay, (try? await sleep(delay)) != nil else {
                if let answer { return answer }
                throw RetryMiddleware.telling(failure, of: context)
            }
            attempt += 1
        }
    }

    /// A change whose answer was lost may have been made; whoever asked for it must look.
    private static func telling(_ error: APIError, of context: CallContext) -> APIError {
        guard !context.isReadOnly, error.code == .timedOut else { return error }
        var error = error
        error.message +=
            "; it is not known whether \(context.name) was done: look before trying again"
        return error
    }
}
