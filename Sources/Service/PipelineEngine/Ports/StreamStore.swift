package import PipelineAPI

package import struct FoundationEssentials.Date

/// What the streaming engine needs kept: repos, their points, and who has read how far, durably.
///
/// Every function is one transaction. A failure of the store itself is thrown as `E9000`.
package protocol StreamStore: Sendable {
    func repo(named name: String) async throws(APIError) -> RepoRecord?
    func streamTasks() async throws(APIError) -> [StreamTask]
    /// `nil` where there is no such task.
    func position(of key: StreamKey) async throws(APIError) -> StreamPosition?

    /// Batches after a position, in order, until those answered have `bytes` in all.
    func points(
        of repo: String,
        after position: Int64,
        untilBytes bytes: Int
    ) async throws(APIError) -> [StoredBatch]
    /// Points after a position.
    func pointCount(of repo: String, after position: Int64) async throws(APIError) -> Int

    /// Moves a task on and adds what it computed to its destination, in one step.
    ///
    /// False, with nothing changed, where the task is gone or no longer stands at `step.from`: so each
    /// point is computed once, also across a crash.
    func commit(_ step: StreamStep) async throws(APIError) -> Bool

    /// Keeps why an attempt failed, which moves nothing.
    func setError(_ words: String, of key: StreamKey, at time: Date) async throws(APIError)

    /// The workflows that are kept, for telling which tasks may run.
    func workflows() async throws(APIError) -> [Workflow]
}

/// One step of a task: from where to where it has read, and what came of it.
package struct StreamStep: Equatable, Sendable {
    package var key: StreamKey
    package var from: Int64
    package var to: Int64
    package var processed: Int
    /// What a transform computed, and the repo it goes to; `nil` where nothing came of it.
    package var output: (PointBatch, repo: String)?
    package var time: Date

    package init(
        key: StreamKey,
        from: Int64,
        to: Int64,
        processed: Int,
        output: (PointBatch, repo: String)? = nil,
        time: Date
    ) {
        self.key = key
        self.from = from
        self.to = to
        self.processed = processed
        self.output = output
        self.time = time
    }

    package static func == (left: StreamStep, right: StreamStep) -> Bool {
        left.key == right.key && left.from == right.from && left.to == right.to
            && left.processed == right.processed && left.time == right.time
            && left.output?.0 == right.output?.0 && left.output?.repo == right.output?.repo
    }
}
