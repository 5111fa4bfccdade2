/// The loop that both runners share: it starts what may start, each time it is woken or its pause ends.
///
/// It knows neither jobs nor streams: `take` decides what may start now, `perform` does it.
/// **Invariant:** any number of wakes while the loop is busy make one further round, so that a wake is
/// never lost and a thousand of them cost no more than one.
struct WakeLoop: Sendable {
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    private let sleep: @Sendable (Duration) async throws -> Void

    init(sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.sleep = sleep
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Asks for a round; it begins at once where the loop is idle.
    func wake() { waker.yield() }

    /// Runs rounds until its task is cancelled, which cancels everything that was started, too.
    ///
    /// `pause` is the longest time until the next round; it is asked for after each sleep.
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
