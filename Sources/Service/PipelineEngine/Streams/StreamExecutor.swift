import FoundationEssentials
import PipelineAPI

/// Executes one step of a transform or an export: reads the next points, computes or delivers them, and
/// advances the position.
///
/// It has no state between steps. Cancelling the task terminates the step's child process.
struct StreamExecutor: Sendable {
    let store: any StreamStore
    let engine: any SQLEngine
    let plugins: any PluginEngine
    let destination: any Destination
    /// The absolute path of the directory for the temporary files of steps.
    let scratch: String
    let machine: ComputeLimits
    let now: @Sendable () -> Date

    /// The result of a step.
    struct Outcome {
        /// Whether there may be more points that the task has not read.
        var hasMore = false
        /// The repo that points were added to.
        var written: String?
    }

    /// Throws the message of the engine or the destination where the points were not accepted.
    ///
    /// A step reads `bytes` of points at most, unless a single batch is larger.
    func step(_ task: StreamTask, bytes: Int) async throws(DeliveryFailure) -> Outcome {
        do {
            return try await advance(task, bytes: bytes)
        } catch let error as DeliveryFailure {
            throw error
        } catch let error as APIError {
            throw DeliveryFailure(error.description)
        } catch let error as CocoaError {
            throw DeliveryFailure(error.ofOwnFiles)
        } catch {
            throw DeliveryFailure("\(error)")
        }
    }

    private func advance(_ task: StreamTask, bytes: Int) async throws -> Outcome {
        guard let cursor = try await store.position(of: task.key),
            cursor.identity == task.identity
        else { return Outcome() }
        let batches = try await store.points(
            of: task.key.repo,
            after: cursor.position,
            untilBytes: bytes
        )
        guard let last = batches.last else { return Outcome() }
        let step = StreamStep(
            key: task.key,
            identity: task.identity,
            from: cursor.position,
            to: last.position,
            processed: batches.reduce(0) { $0 + $1.count },
            time: now()
        )
        var outcome = Outcome()
        switch task.work {
        case .transform(let definition):
            outcome.written = try await compute(definition, on: batches, step)
        case .export(let definition):
            outcome.hasMore = try await export(
                definition,
                of: task,
                batches,
                step,
                delivered: cursor.processed
            )
        }
        outcome.hasMore =
            outcome.hasMore || batches.reduce(0) { $0 + $1.json.count } >= bytes
        return outcome
    }

    /// Creates a temporary directory for a step, which is removed when the body returns.
    func withScratch<Value>(
        _ body: (String) async throws -> Value
    ) async throws -> Value {
        let directory = scratch + "/stream-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        return try await body(directory)
    }
}
