import Dispatch
import Synchronization

/// Runs a task and its children one job at a time, and knows when none of them can go on by itself.
///
/// A job is a task's way from one suspension to the next. While none is queued or running, every task waits for
/// the clock, a held answer or the UI; so a test waits for exactly as long as there is work.
final class CountingExecutor: TaskExecutor {
    private struct State {
        var unfinished = 0
        var enqueued = 0
        var waiters: [CheckedContinuation<Int, Never>] = []
    }

    private let queue = DispatchQueue(label: "console driver")
    private let state = Mutex(State())

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { state in
            state.unfinished += 1
            state.enqueued += 1
        }
        queue.async { [self] in
            job.runSynchronously(on: asUnownedTaskExecutor())
            finishJob()
        }
    }

    /// Returns how many jobs were ever queued, once all of them have run.
    func idle() async -> Int {
        await withCheckedContinuation { continuation in
            let count = state.withLock { state -> Int? in
                if state.unfinished == 0 { return state.enqueued }
                state.waiters.append(continuation)
                return nil
            }
            if let count { continuation.resume(returning: count) }
        }
    }

    private func finishJob() {
        let (waiters, count) = state.withLock { state in
            state.unfinished -= 1
            guard state.unfinished == 0 else {
                return ([CheckedContinuation<Int, Never>](), state.enqueued)
            }
            defer { state.waiters = [] }
            return (state.waiters, state.enqueued)
        }
        for waiter in waiters { waiter.resume(returning: count) }
    }
}
