package import FoundationEssentials
import PipelineAPI

/// What the service tells the streaming engine; each is a hint, and losing one loses no points.
package protocol StreamControl: Sendable {
    /// Points were added to a repo.
    func pointsArrived(in repo: String) async
    /// A transform, an export or a workflow was created, changed or deleted.
    func tasksChanged() async
}

/// Runs transforms and exports: each reads its repo's points in order, from where it stopped.
///
/// `run()` is the service's loop and must be running for anything to be computed or delivered;
/// cancelling it ends the children. A task has one step at a time, at most `parallel` in all. Where a
/// task stands moves only with what came of its points: transforms compute each point exactly once,
/// exports deliver it at least once.
package actor StreamRunner: StreamControl {
    package struct Dependencies: Sendable {
        /// Where steps keep what they need for a moment.
        package var scratch: String
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

    /// How many bytes of points one step takes at most, unless one batch alone is larger.
    static let stepBytes = 32 * 1024 * 1024

    let store: any StreamStore
    let engine: any SQLEngine
    let plugins: any PluginEngine
    let destination: any Destination
    let dependencies: Dependencies
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    private var tasks: [StreamKey: StreamTask] = [:]
    private var due: [StreamKey: StreamDue] = [:]
    /// Tasks whose repo may have points they have not read.
    private var pending: Set<StreamKey> = []
    private var inFlight: Set<StreamKey> = []
    private var isStale = true

    package init(
        store: any StreamStore,
        engine: any SQLEngine,
        plugins: any PluginEngine,
        destination: any Destination,
        dependencies: Dependencies
    ) {
        self.store = store
        self.engine = engine
        self.plugins = plugins
        self.destination = destination
        self.dependencies = dependencies
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func pointsArrived(in repo: String) {
        for key in tasks.keys where key.repo == repo { pending.insert(key) }
        waker.yield()
    }

    package func tasksChanged() {
        isStale = true
        waker.yield()
    }

    /// The loop; returns when its task is cancelled.
    package func run() async {
        waker.yield()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            for await _ in wakes {
                await reload()
                while let task = takeNext() {
                    group.addTask { await self.step(task) }
                }
            }
            group.cancelAll()
        }
    }

    private func tick() async {
        while (try? await dependencies.sleep(.seconds(1))) != nil { waker.yield() }
    }

    /// Looks at what there is; a task that was not known before may have points waiting.
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
            adopt(found)
        } catch {
            isStale = true
        }
    }

    private func adopt(_ found: [StreamKey: StreamTask]) {
        for (key, task) in found {
            let interval = task.work.interval
            if due[key] == nil || tasks[key]?.createdAt != task.createdAt {
                // What waits since before a restart is overdue already.
                due[key] = StreamDue(interval: interval, after: task.createdAt)
                pending.insert(key)
            }
            due[key]?.change(interval: interval)
        }
        tasks = found
        due = due.filter { found[$0.key] != nil }
        pending.formIntersection(found.keys)
    }

    private func takeNext() -> StreamTask? {
        guard inFlight.count < dependencies.parallel else { return nil }
        let now = dependencies.now()
        let ready = pending.filter { !inFlight.contains($0) && due[$0]?.isDue(at: now) == true }
        // The one that has waited longest, so that none starves.
        let next = ready.min { (due[$0]?.next ?? now) < (due[$1]?.next ?? now) }
        guard let next, let task = tasks[next] else { return nil }
        inFlight.insert(next)
        pending.remove(next)
        return task
    }

    private func step(_ task: StreamTask) async {
        do throws(DeliveryFailure) {
            let hasMore = try await advance(task)
            finished(task.key, leavingMore: hasMore)
        } catch {
            guard !Task.isCancelled else { return }
            try? await store.setError(error.description, of: task.key, at: dependencies.now())
            due[task.key]?.failed(at: dependencies.now())
            pending.insert(task.key)
            inFlight.remove(task.key)
            waker.yield()
        }
    }

    private func finished(_ key: StreamKey, leavingMore hasMore: Bool) {
        due[key]?.stepped(leavingMore: hasMore, at: dependencies.now())
        if hasMore, tasks[key] != nil { pending.insert(key) }
        inFlight.remove(key)
        waker.yield()
    }

    /// Reads what comes next and does the task's work on it; answers whether there is more.
    private func advance(_ task: StreamTask) async throws(DeliveryFailure) -> Bool {
        do {
            guard let cursor = try await store.position(of: task.key) else { return false }
            let batches = try await store.points(
                of: task.key.repo,
                after: cursor.position,
                untilBytes: StreamRunner.stepBytes
            )
            guard let last = batches.last else { return false }
            let step = StreamStep(
                key: task.key,
                from: cursor.position,
                to: last.position,
                processed: batches.reduce(0) { $0 + $1.count },
                time: dependencies.now()
            )
            switch task.work {
            case .transform(let definition):
                try await compute(definition, on: batches, step)
            case .export(let definition):
                try await export(definition, batches, step)
            }
            return batches.reduce(0) { $0 + $1.json.count } >= StreamRunner.stepBytes
        } catch let error as DeliveryFailure {
            throw error
        } catch let error as APIError {
            throw DeliveryFailure(error.description)
        } catch {
            throw DeliveryFailure("\(error)")
        }
    }

    /// A directory of a step's own, gone when the body returns.
    func withScratch<Value>(
        _ body: (String) async throws -> Value
    ) async throws -> Value {
        let directory = dependencies.scratch + "/stream-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        return try await body(directory)
    }
}

extension StreamWork {
    /// Seconds between two looks at the repo.
    fileprivate var interval: Double {
        switch self {
        case .transform(let definition): Double(definition.spec.intervalSeconds ?? 60)
        case .export(let definition): definition.rotateInterval
        }
    }
}

extension ExportDefinition {
    /// Files are written once in a while, everything else is delivered as it comes.
    private static let fileTypes: [ExportType] = [.kodo, .hdfs]

    /// Seconds; the streaming document's default for files is 30, and clients send 0 for it.
    fileprivate var rotateInterval: Double {
        guard ExportDefinition.fileTypes.contains(type) else { return 1 }
        guard case .integer(let seconds)? = spec["rotateInterval"], seconds > 0 else { return 30 }
        return Double(seconds)
    }
}
