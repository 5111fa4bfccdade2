/// Repeats a request to the store once a second until it succeeds.
///
/// The result of a run must not be lost because the disk is full for a while.
struct StoreRetry: Sendable {
    let sleep: @Sendable (Duration) async throws -> Void

    /// Returns the store's answer; `nil` if the service ends before there is one.
    func answer<Answer: Sendable>(
        _ request: @Sendable () async throws -> Answer
    ) async -> Answer? {
        while true {
            if let answer = try? await request() { return answer }
            guard (try? await sleep(.seconds(1))) != nil else { return nil }
        }
    }
}
