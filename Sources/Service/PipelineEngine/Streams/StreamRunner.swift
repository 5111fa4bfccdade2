package import FoundationEssentials
import PipelineAPI

/// Runs transforms and exports: each reads its repo's points in order, from where it stopped.
///
/// ``StreamSchedule`` decides which task steps next, ``StreamExecutor`` executes the step. Nothing is
/// computed or delivered unless `run()` is running; cancelling it terminates the child processes.
/// **Invariant:** a task's position advances only together with its output: transforms compute each
/// point exactly once, exports deliver it at least once.
package actor StreamRunner: StreamControl {
    package struct Dependencies: Sendable {
        /// The absolute path of the directory for the temporary files of steps.
        package var scratch: String
        /// The maximum number of concurrent steps.
        package var parallel: Int
        package var now: @Sendable () -> Date
        package var sleep: @Sendable (Duration) async throws -> Void

        package init(
            scratch: String,
            parallel: Int,
            now: @escaping @Sendable () -> Date,
            sleep: @escaping @Sendable (Duration) async throws -> Void
        ) {
            self.scratch = scratch
            self.parallel = parallel
            self.now = now
            self.sleep = sleep
        }
    }

    private let store: any StreamStore
    private let executor: StreamExecutor
    private let destination: any Destination
    private let dependencies: Dependencies
    private let loop: WakeLoop
    private var schedule: StreamSchedule
    /// Whether tasks may have changed since they were last read.
    private var isStale = true

    package init(
        store: any StreamStore,
        engine: any SQLEngine,
        plugins: any PluginEngine,
        destination: any Destination,
        dependencies: Dependencies
    ) {
        self.store = store
        self.dependencies = dependencies
        self.destination = destination
        executor = StreamExecutor(
            store: store,
            engine: engine,
            plugins: plugins,
            destination: destination,
            scratch: dependencies.scratch,
            now: dependencies.now
        )
        loop = WakeLoop(sleep: dependencies.sleep)
        schedule = StreamSchedule(parallel: dependencies.parallel)
    }

    package func pointsArrived(in repo: String) {
        schedule.pointsArrived(in: repo)
        loop.wake()
    }

    package func tasksChanged() {
        isStale = true
        loop.wake()
    }

    package func taskDeleted(_ task: StreamTask) async {
        guard case .export(let definition) = task.work else { return }
        await destination.forget(task.source, definition.type, definition.spec)
    }

    /// Runs the loop until its task is cancelled.
    package nonisolated func run() async {
        await loop.run(
            pause: { .seconds(1) },
            take: { await self.take() },
            perform: { [executor] task in
                do throws(DeliveryFailure) {
                    let outcome = try await executor.step(task)
                    await self.stepped(task, outcome)
                } catch {
                    await self.failed(task, error)
                }
            }
        )
    }

    private func take() async -> [StreamTask] {
        await reload()
        let now = dependencies.now()
        var taken: [StreamTask] = []
        while let task = schedule.takeNext(at: now) { taken.append(task) }
        return taken
    }

    /// Reads the tasks if they may have changed, without those of workflows that are not started.
    private func reload() async {
        guard isStale else { return }
        isStale = false
        do {
            let stopped = Set(
                try await store.workflows().filter { $0.status != .started }.map(\.name)
            )
            var found: [StreamKey: StreamTask] = [:]
            for task in try await store.streamTasks() {
                let workflow = try await store.repo(named: task.key.repo)?.repo.workflow ?? ""
                if !stopped.contains(workflow) { found[task.key] = task }
            }
            schedule.adopt(found)
        } catch {
            isStale = true
        }
    }

    private func stepped(_ task: StreamTask, _ outcome: StreamExecutor.Outcome) {
        if let repo = outcome.written { schedule.pointsArrived(in: repo) }
        schedule.stepped(task, leavingMore: outcome.hasMore, at: dependencies.now())
        loop.wake()
    }

    private func failed(_ task: StreamTask, _ failure: DeliveryFailure) async {
        guard !Task.isCancelled else { return }
        try? await store.setError(failure.description, of: task, at: dependencies.now())
        schedule.failed(task, at: dependencies.now())
        loop.wake()
    }
}
