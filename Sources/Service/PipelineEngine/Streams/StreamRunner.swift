package import FoundationEssentials
import PipelineAPI

/// Runs transforms and exports: each reads its repo's points in order, from where it stopped.
///
/// ``StreamSchedule`` decides which task steps next and which step is ended, ``StreamExecutor`` executes the
/// step. Nothing is computed or delivered unless `run()` is running; cancelling it terminates the child processes.
/// **Invariant:** a task's position advances only together with its output: transforms compute each
/// point exactly once, exports deliver it at least once.
package actor StreamRunner: StreamControl {
    package struct Dependencies: Sendable {
        /// The absolute path of the directory for the temporary files of steps.
        package var scratch: String
        package var limits: StreamLimits
        /// What this machine has for a computation.
        package var machine: ComputeLimits
        package var now: @Sendable () -> Date
        package var sleep: @Sendable (Duration) async throws -> Void

        package init(
            scratch: String,
            limits: StreamLimits,
            machine: ComputeLimits = .standard,
            now: @escaping @Sendable () -> Date,
            sleep: @escaping @Sendable (Duration) async throws -> Void
        ) {
            self.scratch = scratch
            self.limits = limits
            self.machine = machine
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
    /// What ends each step that runs.
    private var ends: [StreamKey: AsyncStream<StepEnd>.Continuation] = [:]
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
            machine: dependencies.machine,
            now: dependencies.now
        )
        loop = WakeLoop(sleep: dependencies.sleep)
        schedule = StreamSchedule(limits: dependencies.limits)
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
            perform: { [executor] step in
                let (result, reason) = await Endable.run(until: step.ends) {
                    () async throws(DeliveryFailure) in
                    try await executor.step(step.task, bytes: step.bytes)
                }
                await self.ended(step.task, result, reason)
            }
        )
    }

    /// A step that may start now, and the stream that yields when it is to end before it has its result.
    private struct Step {
        var task: StreamTask
        /// The maximum size of its points, in bytes.
        var bytes: Int
        var ends: AsyncStream<StepEnd>
    }

    private func take() async -> [Step] {
        await reload()
        let now = dependencies.now()
        for ending in schedule.takeEnding(at: now) { ends[ending.key]?.yield(ending.reason) }
        var taken: [Step] = []
        while let task = schedule.takeNext(at: now) {
            let (stream, continuation) = AsyncStream.makeStream(of: StepEnd.self)
            ends[task.key] = continuation
            taken.append(Step(task: task, bytes: schedule.bytes(of: task.key), ends: stream))
        }
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

    private func ended(
        _ task: StreamTask,
        _ result: Result<StreamExecutor.Outcome, DeliveryFailure>?,
        _ reason: StepEnd?
    ) async {
        ends[task.key] = nil
        switch (result, reason) {
        case (.success(let outcome), _): stepped(task, outcome)
        case (_, .changed): schedule.withdrew(task.key)
        case (_, .tooLong(let seconds)):
            let message = dependencies.limits.message(after: seconds, of: task.work)
            await failed(task, DeliveryFailure(message))
        case (.failure(let failure), nil): await failed(task, failure)
        case (nil, nil): break
        }
        loop.wake()
    }

    private func stepped(_ task: StreamTask, _ outcome: StreamExecutor.Outcome) {
        if let repo = outcome.written { schedule.pointsArrived(in: repo) }
        schedule.stepped(task, leavingMore: outcome.hasMore, at: dependencies.now())
    }

    private func failed(_ task: StreamTask, _ failure: DeliveryFailure) async {
        guard !Task.isCancelled else { return }
        try? await store.setError(failure.description, of: task, at: dependencies.now())
        schedule.failed(task, at: dependencies.now())
    }
}
