import Glibc
import Synchronization

/// Runs the jobs of `UIActor`, one after another, in the order in which they came.
///
/// With a loop attached the jobs wait for `runPending`, which the loop calls on its own thread;
/// without one a short-lived thread runs them until none is left.
package final class UIExecutor: SerialExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        /// Wakes the attached loop; `nil` while there is none.
        var wake: (@Sendable () -> Void)?
        /// The thread that runs the jobs: the loop's thread if there is one, else the current worker.
        var thread: pthread_t?
        /// Whether a worker thread runs the jobs, since no loop is attached.
        var hasWorker = false
    }

    private let state = Mutex(State())

    /// Runs all jobs on the calling thread from now on.
    package func attach(wake: @escaping @Sendable () -> Void) {
        state.withLock {
            $0.wake = wake
            $0.thread = pthread_self()
        }
    }

    /// Goes back to running jobs without a loop.
    package func detach() {
        let isOrphaned = state.withLock { state in
            state.wake = nil
            state.thread = nil
            return !state.jobs.isEmpty
        }
        if isOrphaned { startThreadIfNeeded() }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let wake = state.withLock { state in
            state.jobs.append(job)
            return state.wake
        }
        if let wake { wake() } else { startThreadIfNeeded() }
    }

    /// Runs the pending jobs, and those that they enqueue, until none is left.
    package func runPending() {
        while true {
            let jobs = state.withLock { state in
                let jobs = state.jobs
                state.jobs.removeAll(keepingCapacity: true)
                return jobs
            }
            guard !jobs.isEmpty else { return }
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }

    package func checkIsolated() {
        precondition(isIsolatingCurrentContext() == true, "not on the thread of the UI")
    }

    package func isIsolatingCurrentContext() -> Bool? {
        state.withLock { $0.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }
}

extension UIExecutor {
    private func startThreadIfNeeded() {
        let isNeeded = state.withLock { state in
            guard state.wake == nil, !state.hasWorker, !state.jobs.isEmpty else { return false }
            state.hasWorker = true
            return true
        }
        guard isNeeded else { return }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        let code = pthread_create(&thread, nil, runWorker, context)
        precondition(code == 0, "no thread for the UI's jobs: error \(code)")
        pthread_detach(thread)
    }

    fileprivate func work() {
        while let jobs = nextJobsOfWorker() {
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }

    /// Returns the jobs to run next; `nil` ends the worker and marks it as ended under the same lock.
    private func nextJobsOfWorker() -> [UnownedJob]? {
        state.withLock { state in
            guard !state.jobs.isEmpty, state.wake == nil else {
                state.hasWorker = false
                if state.wake == nil { state.thread = nil }
                return nil
            }
            state.thread = pthread_self()
            let jobs = state.jobs
            state.jobs.removeAll(keepingCapacity: true)
            return jobs
        }
    }
}

private func runWorker(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<UIExecutor>.fromOpaque(context).takeRetainedValue().work()
    return nil
}
