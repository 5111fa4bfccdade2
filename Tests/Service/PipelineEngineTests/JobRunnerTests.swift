import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@Suite struct JobRunnerTests {
    private let store = JobStoreFake()
    private let engine = EngineFake()

    private func runner(backfill: Int = 0) -> JobRunner {
        JobRunner(over: store, engine, backfill: backfill)
    }

    /// Runs the loop while `body` does its part.
    private func serving(
        _ runner: JobRunner,
        _ body: @Sendable @escaping () async throws -> Void
    ) async throws {
        try await runner.serving { _ in try await body() }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a manual job that is started runs once and succeeds`() async throws {
        await store.add("a", .manual)
        let runner = runner()
        try await serving(runner) { [store] in
            try await runner.start(job: "a", parameters: [:])
            let run = try await store.wait("a", 1, for: .successful)
            #expect(run.message.hasPrefix("fake: 3 rows from 0 files in "))
            #expect(run.startTime != nil && run.endTime != nil && run.child == nil)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a job that has an engine of its own is computed by it, others are not`() async throws {
        await store.add("a", .manual)
        await store.add("b", .manual)
        let runner = JobRunner(over: store, engine, ofJobs: ["b": EngineFake(name: "other")])
        try await serving(runner) { [store] in
            for (job, engine) in [("a", "fake"), ("b", "other")] {
                try await runner.start(job: job, parameters: [:])
                let run = try await store.wait(job, 1, for: .successful)
                #expect(run.message.hasPrefix("\(engine): 3 rows"))
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a running run is stopped and then can be rerun`() async throws {
        await store.add("a", .manual)
        await engine.block()
        let runner = runner()
        try await serving(runner) { [store, engine] in
            try await runner.start(job: "a", parameters: [:])
            _ = try await store.wait("a", 1, for: .running)
            let stop = try await runner.stopRun(job: "a", runId: 1)
            #expect(stop == StopBatch.Output(preStatus: .running, postStatus: .canceled))
            await #expect(throws: APIError.self) {
                try await runner.stopRun(job: "a", runId: 1)
            }
            await engine.unblock()
            let before = try await store.wait("a", 1, for: .canceled)
            let rerun = try await runner.rerunRun(job: "a", runId: 1)
            #expect(rerun.rerunCount == 1 && rerun.preStatus == .canceled)
            let after = try await store.wait("a", 1, for: .successful)
            #expect(after.batchTime == before.batchTime)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a downstream job runs in its upstream's batch time`() async throws {
        await store.add("a", .manual)
        await store.add("b", .depend, reading: "a")
        let runner = runner()
        try await serving(runner) { [store] in
            try await runner.start(job: "a", parameters: [:])
            let downstream = try await store.wait("b", 1, for: .successful)
            let upstream = try await store.wait("a", 1, for: .successful)
            #expect(downstream.batchTime == upstream.batchTime)
            #expect(await store.listings == 1, "all jobs are read at the start, and for no run")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a run whose upstream ran again says so until it is rerun`() async throws {
        await store.add("a", .manual)
        await store.add("b", .depend, reading: "a")
        await store.add("c", .depend, reading: "b")
        let runner = runner()
        try await serving(runner) { [store] in
            try await runner.start(job: "a", parameters: [:])
            _ = try await store.wait("c", 1, for: .successful)
            for _ in 1...2 {
                _ = try await runner.rerunRun(job: "a", runId: 1)
                let upstream = try await store.wait("a", 1, for: .successful)
                let end = Timestamp(try #require(upstream.endTime)).text
                for job in ["b", "c"] {
                    var run = try await store.wait(job, 1, for: .successful)
                    while !run.message.hasSuffix("upstream 'a' ran again at \(end): rerun this run")
                    {
                        try await Task.sleep(for: .milliseconds(2))
                        run = try await store.wait(job, 1, for: .successful)
                    }
                    #expect(run.message.split(separator: "ran again").count == 2)
                    #expect(run.rerunCount == 0)
                }
            }
            _ = try await runner.rerunRun(job: "b", runId: 1)
            let rerun = try await store.wait("b", 1, for: .successful)
            #expect(!rerun.message.contains("ran again"))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a run found Running at start is Failed`() async throws {
        await store.add("a", .manual)
        await store.put(RunRecord(job: "a", runId: 1, batchTime: Date(), status: .running))
        let runner = runner()
        try await serving(runner) { [store] in
            let run = try await store.wait("a", 1, for: .failed)
            #expect(run.message == "service restarted while the run was running")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a backfill really runs the latest past batch times`() async throws {
        await store.add("a", .crontab)
        let runner = runner(backfill: 3)
        try await serving(runner) { [store] in
            for id in 1...3 { _ = try await store.wait("a", id, for: .successful) }
            #expect(await store.newestRun(job: "a")?.runId == 3)
        }
    }
}
