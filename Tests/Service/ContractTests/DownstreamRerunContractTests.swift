import Console
import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

/// The rerun of a run with those downstream, as the console does it: over each store, on the engine that runs jobs.
@Suite struct DownstreamRerunContractTests {
    /// Lends jobs `up → down → last`, each of which has run once.
    private func world(
        _ carrier: StreamCarrier,
        _ body: (JobFixture, any APICaller) async throws -> Void
    ) async throws {
        try await JobFixture.on(carrier) { world in
            try await world.addJob("up")
            try await world.addJob("down", after: "up")
            try await world.addJob("last", after: "down")
            let service = world.table
            _ = try await service.send(StartJob(job: JobName("up"), parameters: []))
            try await world.wait("last", 1, for: .successful)
            try await body(world, service)
        }
    }

    private func row(_ job: String, _ service: any APICaller) async throws -> Run {
        let rows = try await service.send(ListRuns(job: JobName(job))).history
        return try #require(rows.first)
    }

    /// Waits until the row of a run says that its upstream ran again.
    private func waitForMark(_ job: String, _ service: any APICaller) async throws {
        while try await row(job, service).message?.contains("; upstream 'up' ran again at ") != true
        {
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private func rerun(_ service: any APICaller) async throws -> RerunProgress? {
        let clock = FlyingClock()
        let runner = RerunRunner(
            WorkRunner(
                api: service,
                now: { clock.now },
                sleep: { try await clock.pass($0) }
            )
        )
        let plan = try await runner.plan(RerunChoice([RunID(job: "up", number: 1)]))
        #expect(plan.steps.map(\.job) == ["up", "down", "last"])
        let reports = Reports()
        let record = RerunRecord(RerunProgress(plan), on: "", at: Date(timeIntervalSince1970: 0))
        await runner.run(record) { record, _ in reports.add(record.progress) }
        return reports.last
    }

    @Test(arguments: StreamCarrier.allCases)
    func `rows say that their upstream ran again, until they are rerun with it`(
        _ carrier: StreamCarrier
    ) async throws {
        try await world(carrier) { world, service in
            let before = try await row("down", service)
            _ = try await service.send(RerunBatch(job: JobName("up"), runId: 1))
            for job in ["down", "last"] { try await waitForMark(job, service) }
            let outdated = try await row("down", service)
            #expect(outdated.status == .successful && outdated.startTime == before.startTime)

            let progress = try #require(try await rerun(service))
            #expect(progress.summary.english == "3 of 3 succeeded")
            for job in ["up", "down", "last"] {
                let found = try await row(job, service)
                #expect(found.runId == 1 && found.status == .successful)
                #expect(found.message?.contains("ran again") == false, "\(found.message ?? "")")
            }
            #expect(try await world.store.run(job: "last", runId: 1)?.rerunCount == 1)
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `what is downstream of a run that fails again is not rerun, and is not out of date`(
        _ carrier: StreamCarrier
    ) async throws {
        try await world(carrier) { world, service in
            world.engine.fail("SELECT up")
            let progress = try #require(try await rerun(service))
            #expect(progress.summary.english == "0 of 3 succeeded, 1 failed, 2 not run")
            #expect(try await row("up", service).status == .failed)
            let last = try #require(try await world.store.run(job: "last", runId: 1))
            #expect(last.rerunCount == 0 && last.status == .successful)
            #expect(!last.message.contains("ran again"))
        }
    }
}
