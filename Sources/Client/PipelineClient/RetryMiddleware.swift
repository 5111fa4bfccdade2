package import Logging
package import PipelineAPI

/// Retries as ``RetryPolicy`` allows.
package struct RetryMiddleware: Middleware {
    private let policy: RetryPolicy
    private let time: ClientTime
    private let jitter: @Sendable () -> Double
    private let logger: Logger

    /// `jitter` returns a random number from 0 to 1.
    package init(
        policy: RetryPolicy,
        time: ClientTime,
        jitter: @escaping @Sendable () -> Double,
        logger: Logger
    ) {
        self.policy = policy
        self.time = time
        self.jitter = jitter
        self.logger = logger
    }

    package func handle(
        _ request: WireRequest,
        _ context: CallContext,
        next: Next
    ) async throws(APIError) -> WireResponse {
        let began = time.elapsed()
        var attempt = 1
        while true {
            let failure: APIError
            var answer: WireResponse?
            do throws(APIError) {
                let response = try await next(request)
                guard let refusal = AnswerReader.refusal(of: response, at: time.now()) else {
                    return response
                }
                (failure, answer) = (refusal, response)
            } catch {
                failure = error
            }
            let delay = policy.delay(
                after: failure,
                attempt: attempt,
                elapsed: time.elapsed() - began,
                context: context,
                jitter: jitter()
            )
            guard let delay, await wait(delay, after: failure, attempt, context) else {
                guard let answer else { throw failure }
                return answer
            }
            attempt += 1
        }
    }

    /// Returns false if the wait, and with it the call, was cancelled.
    private func wait(
        _ delay: Duration,
        after failure: APIError,
        _ attempt: Int,
        _ context: CallContext
    ) async -> Bool {
        logger.debug(
            "trying again",
            metadata: [
                LogKey.call: "\(context.name)", LogKey.attempt: "\(attempt)",
                LogKey.error: "\(failure.code)", LogKey.delay: "\(delay)",
            ]
        )
        return (try? await time.sleep(delay)) != nil
    }
}
