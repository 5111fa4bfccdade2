import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Synchronization

/// A store whose n-th call fails, before or after it has done its work.
final class FailingStore: StreamStore {
    private let store: any StreamStore
    private let countdown: Mutex<Int>
    private let failsAfterwards: Bool

    init(_ store: any StreamStore, failingAt call: Int, afterwards: Bool) {
        self.store = store
        countdown = Mutex(call)
        failsAfterwards = afterwards
    }

    /// Whether the call that fails has come.
    var hasFailed: Bool { countdown.withLock { $0 <= 0 } }

    private func failing<Value>(
        _ body: () async throws(APIError) -> Value
    ) async throws(APIError) -> Value {
        let isNow = countdown.withLock { left in
            left -= 1
            return left == 0
        }
        let fault = APIError(.internalError, "the disk is full: make room")
        if isNow, !failsAfterwards { throw fault }
        let value = try await body()
        if isNow { throw fault }
        return value
    }

    func repo(named name: String) async throws(APIError) -> RepoRecord? {
        try await failing { () async throws(APIError) in try await store.repo(named: name) }
    }

    func streamTasks() async throws(APIError) -> [StreamTask] {
        try await failing { () async throws(APIError) in try await store.streamTasks() }
    }

    func position(of key: StreamKey) async throws(APIError) -> StreamPosition? {
        try await failing { () async throws(APIError) in try await store.position(of: key) }
    }

    func points(
        of repo: String,
        after position: Int64,
        untilBytes bytes: Int
    ) async throws(APIError) -> [StoredBatch] {
        try await failing { () async throws(APIError) in
            try await store.points(of: repo, after: position, untilBytes: bytes)
        }
    }

    func pointCount(of repo: String, after position: Int64) async throws(APIError) -> Int {
        try await failing { () async throws(APIError) in
            try await store.pointCount(of: repo, after: position)
        }
    }

    func commit(_ step: StreamStep) async throws(APIError) -> Bool {
        try await failing { () async throws(APIError) in try await store.commit(step) }
    }

    func planDelivery(_ step: StreamStep) async throws(APIError) -> Int64 {
        try await failing { () async throws(APIError) in try await store.planDelivery(step) }
    }

    func setError(_ words: String, of task: StreamTask, at time: Date) async throws(APIError) {
        try await failing { () async throws(APIError) in
            try await store.setError(words, of: task, at: time)
        }
    }

    func workflows() async throws(APIError) -> [Workflow] {
        try await failing { () async throws(APIError) in try await store.workflows() }
    }
}
