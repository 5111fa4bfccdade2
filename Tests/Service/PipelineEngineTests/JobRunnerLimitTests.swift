import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

/// Slots, time limits and what is left of runs.
@Suite(.timeLimit(.minutes(5))) struct JobRunnerLimitTests {
    private let store = JobStoreFake()
    private let engine = EngineFake()

    private func eventually(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await Task.sleep(for: .milliseconds(2)) }
    }

    @Test func `a run that waits says which runs it waits for, and no more once it runs`()
        async throws
    {
        for job in ["a", "b", "c"] { await store.add(job, .manual) }
        await engine.block()
        let runner = JobRunner(over: store, engine)
        try await runner.serving { runner in
            for job in ["a", "b"] {
                try await runner.start(job: job, parameters: [:])
                _ = try await store.wait(job, 1, for: .running)
            }
            try await runner.start(job: "a", parameters: [:])
            try await runner.start(job: "c", parameters: [:])
            #expect(await runner.waits(of: "c")[1]?.contains("run 1 of 'a'") == true)
            #expect(await runner.waits(of: "c")[1]?.contains("run 1 of 'b'") == true)
            #expect(await runner.waits(of: "a")[2]?.contains("run 1 of this job") == true)
            await engine.unblock()
            _ = try await store.wait("c", 1, for: .successful)
            #expect(await runner.waits(of: "c").isEmpty)
        }
    }

    @Test func `a run past its limit is ended and says so, and its slot is free`() async throws {
        await store.add("a", .manual)
        await engine.block()
        let runner = JobRunner(over: store, engine, limits: RunLimits(parallel: 1, seconds: 0.05))
        try await runner.serving { runner in
            try await runner.start(job: "a", parameters: [:])
            let run = try await store.wait("a", 1, for: .failed)
            #expect(
                run.message
                    == "the run took longer than 0.05 s and was ended: let its SQL compute less, or start "
                    + "the service with a longer --run-limit"
            )
            await engine.unblock()
            try await runner.start(job: "a", parameters: [:])
            _ = try await store.wait("a", 2, for: .successful)
        }
    }

    @Test func `what a run that was cut off left on the disk is removed at the next start`()
        async throws
    {
        let root = FileManager.default.temporaryDirectory.path + "/left-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        let run = root + "/runs/a/1"
        for part in ["exports/to_kodo/files", "spill"] {
            try FileManager.default.createDirectory(
                atPath: run + "/" + part,
                withIntermediateDirectories: true
            )
        }
        for name in ["result.unfinished", "log.txt"] {
            try Data("x".utf8).write(to: URL(filePath: run + "/" + name))
        }
        await store.add("a", .manual)
        await store.put(RunRecord(job: "a", runId: 1, batchTime: Date(), status: .running))
        let runner = JobRunner(over: store, engine, root: root)
        try await runner.serving { _ in
            _ = try await store.wait("a", 1, for: .failed)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: run) == ["log.txt"])
    }

    @Test func `a depend job has the container of its upstream, and a cut is told`() async throws {
        await store.add("a", .manual, in: Container(type: "4U8G", count: 1))
        await store.add("b", .depend, reading: "a")
        let machine = ComputeLimits(threads: 1, mebibytes: 1024)
        let runner = JobRunner(over: store, engine, machine: machine)
        try await runner.serving { runner in
            try await runner.start(job: "a", parameters: [:])
            for job in ["a", "b"] {
                let run = try await store.wait(job, 1, for: .successful)
                #expect(run.message.contains("was cut to 1 thread and 1 GiB"))
            }
        }
        #expect(await engine.limits == [machine, machine])
    }
}
