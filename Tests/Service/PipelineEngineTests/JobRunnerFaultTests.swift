import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

/// What becomes of runs where the store fails for a while, or the service ended at a bad moment.
@Suite struct JobRunnerFaultTests {
    private let store = JobStoreFake()
    private let engine = EngineFake()

    private func serving(_ body: (JobRunner) async throws -> Void) async throws {
        let runner = JobRunner(over: store, engine)
        try await runner.serving(body)
    }

    @Test(.timeLimit(.minutes(5)))
    func `a run's end is not lost to a store that fails for a while`() async throws {
        await store.add("a", .manual)
        await engine.block()
        try await serving { runner in
            try await runner.start(job: "a", parameters: [:])
            _ = try await store.wait("a", 1, for: .running)
            await store.fail(next: 3)
            await engine.unblock()
            _ = try await store.wait("a", 1, for: .successful)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a start that could not be stored is not told to have worked`() async throws {
        await store.add("a", .manual)
        try await serving { runner in
            await store.fail(next: 1)
            await #expect(throws: APIError.self) {
                try await runner.start(job: "a", parameters: [:])
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a run whose files cannot be written fails in plain words`() async throws {
        await store.add("a", .manual)
        let runner = JobRunner(over: store, engine, root: "/dev/null")
        try await runner.serving { runner in
            try await runner.start(job: "a", parameters: [:])
            let run = try await store.wait("a", 1, for: .failed)
            #expect(run.message.hasPrefix("the service's files cannot be read or written: "))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a success the service ended after is followed by its downstream run`() async throws {
        await store.add("a", .manual)
        await store.add("b", .depend, reading: "a")
        let end = Date(timeIntervalSinceNow: 1)
        let run = RunRecord(
            job: "a",
            runId: 1,
            batchTime: Date(timeIntervalSince1970: 7),
            status: .successful,
            startTime: end,
            endTime: end
        )
        await store.put(run)
        // It is not the newest: another one was waiting for it to end.
        await store.put(RunRecord(job: "a", runId: 2, batchTime: Date(timeIntervalSince1970: 8)))
        try await serving { _ in
            let downstream = try await store.wait("b", 1, for: .successful)
            #expect(downstream.batchTime == run.batchTime)
            _ = try await store.wait("b", 2, for: .successful)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a run found Cancelling at start is Canceled`() async throws {
        await store.add("a", .manual)
        await store.put(RunRecord(job: "a", runId: 1, batchTime: Date(), status: .cancelling))
        try await serving { _ in
            _ = try await store.wait("a", 1, for: .canceled)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a run found Ready at start runs`() async throws {
        await store.add("a", .manual)
        await store.put(RunRecord(job: "a", runId: 1, batchTime: Date()))
        try await serving { _ in
            _ = try await store.wait("a", 1, for: .successful)
        }
    }
}
