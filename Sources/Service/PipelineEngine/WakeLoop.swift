/// The loop of both runners: each time it is woken, or its pause ends, it starts the work that may start.
///
/// It knows neither jobs nor streams: `take` decides which work may start now, `perform` does it.
/// **Invariant:** any number of wakes during a round cause exactly one further round: no wake is lost, and
/// a thousand cost no more than one.
struct WakeLoop: Sendable {
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    private let sleep: @Sendable (Duration) async throws -> Void

    init(sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.sleep = sleep
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Requests a round, which starts at once if the loop is idle.
    func wake() { waker.yield() }

    /// Runs rounds until its task is cancelled, which also cancels all work in progress.
    ///
    /// `pause` returns the maximum time until the next round; it is called before each sleep.
    func run<Work: Sendable>(
        pause: @escaping @Sendable () async -> Duration,
        take: () async -> [Work],
        perform: @escaping @Sendable (Work) async -> Void
    ) async {
        wake()
        await withDiscardingTaskGroup { group in
            group.addTask {
                while (try? await sleep(pause())) != nil { wake() }
            }
            for await _ in wakes {
                for work in await take() {
                    group.addTask { await perform(work) }
                }
            }
            group.cancelAll()
        }
    }
}
