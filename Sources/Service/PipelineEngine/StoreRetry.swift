/// Repeats a request to the store until it is answered, once a second.
///
/// What became of a run must not be lost to a disk that is full for a while.
struct StoreRetry: Sendable {
    let sleep: @Sendable (Duration) async throws -> Void

    /// Returns the store's answer; `nil` where the service ends before there is one.
    func answer<Answer: Sendable>(
        _ request: @Sendable () async throws -> Answer
    ) async -> Answer? {
        while true {
            if let answer = try? await request() { return answer }
            guard (try? await sleep(.seconds(1))) != nil else { return nil }
        }
    }
}
