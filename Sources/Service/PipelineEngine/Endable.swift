/// Work that can be ended from outside, for a reason, without its surrounding task being cancelled.
enum Endable {
    /// Runs the body until it ends by itself, or the first reason comes, which cancels it.
    ///
    /// Returns the body's result, after it has ended in either case, and the reason, if one came before that.
    static func run<Value: Sendable, Failure: Error, Reason: Sendable>(
        until reasons: AsyncStream<Reason>,
        _ body: @escaping @Sendable () async throws(Failure) -> Value
    ) async -> (result: Result<Value, Failure>?, reason: Reason?) {
        // A single task of a group cannot be cancelled; what ends first cancels the other.
        await withTaskGroup(of: Part<Value, Failure, Reason>.self) { group in
            group.addTask {
                do throws(Failure) {
                    return .result(.success(try await body()))
                } catch { return .result(.failure(error)) }
            }
            group.addTask {
                for await reason in reasons { return .reason(reason) }
                return .reason(nil)
            }
            var (result, reason): (Result<Value, Failure>?, Reason?)
            while let part = await group.next() {
                switch part {
                case .result(let ended): result = ended
                case .reason(let given): reason = given
                }
                group.cancelAll()
            }
            return (result, reason)
        }
    }

    private enum Part<Value: Sendable, Failure: Error, Reason: Sendable>: Sendable {
        case result(Result<Value, Failure>)
        case reason(Reason?)
    }
}
