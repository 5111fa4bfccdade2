package import PipelineAPI

package import struct FoundationEssentials.Date

/// The durable storage of the streaming engine: repos, their points, and the positions of the tasks.
///
/// Every function is one transaction. A failure of the store itself is thrown as `E9000`.
package protocol StreamStore: Sendable {
    func repo(named name: String) async throws(APIError) -> RepoRecord?
    func streamTasks() async throws(APIError) -> [StreamTask]
    /// Returns `nil` where there is no such task.
    func position(of key: StreamKey) async throws(APIError) -> StreamPosition?

    /// Returns the batches after a position, in order, until they have `bytes` in total.
    func points(
        of repo: String,
        after position: Int64,
        untilBytes bytes: Int
    ) async throws(APIError) -> [StoredBatch]
    /// Returns the number of points after a position.
    func pointCount(of repo: String, after position: Int64) async throws(APIError) -> Int

    /// Advances a task's position and adds its output to the destination, in one transaction.
    ///
    /// Returns false, with nothing changed, where there is no such task, it is one that was created again, or
    /// its position is not `step.from`: so each point is computed once, across crashes too.
    func commit(_ step: StreamStep) async throws(APIError) -> Bool

    /// Stores how far the delivery reads that an export is about to make, before it is made.
    ///
    /// Returns the end of one that was stored before from the same position, since it may have been made, and is
    /// repeated as it was; otherwise `step.to`.
    func planDelivery(_ step: StreamStep) async throws(APIError) -> Int64

    /// Stores why a step failed; the position stays. Nothing is stored for a task that was deleted, also if
    /// one of its key was created since.
    func setError(
        _ message: String,
        of task: StreamTask,
        at time: Date
    ) async throws(APIError)

    /// Returns all workflows, which decide which tasks may run.
    func workflows() async throws(APIError) -> [Workflow]
}

/// One step of a task: the range of positions it has read, and its output.
package struct StreamStep: Equatable, Sendable {
    /// Points that a transform computed, and the repo they are added to.
    package struct Output: Equatable, Sendable {
        package var batch: PointBatch
        package var repo: String

        package init(batch: PointBatch, repo: String) {
            self.batch = batch
            self.repo = repo
        }
    }

    package var key: StreamKey
    /// The identity of the task that stepped.
    package var identity: Int64
    /// The position before the step.
    package var from: Int64
    /// The position after the step.
    package var to: Int64
    /// How many points were read.
    package var processed: Int
    /// `nil` for an export, and where the result is empty.
    package var output: Output?
    /// What is kept as the task's last error although the step succeeded: points that its destination refused.
    package var note: String?
    package var time: Date

    package init(
        key: StreamKey,
        identity: Int64,
        from: Int64,
        to: Int64,
        processed: Int,
        output: Output? = nil,
        time: Date
    ) {
        self.key = key
        self.identity = identity
        self.from = from
        self.to = to
        self.processed = processed
        self.output = output
        self.time = time
    }
}
