import PipelineAPI
import PipelineEngine
import Testing

@Suite struct RunRecordContractTests {
    @Test(arguments: StreamCarrier.allCases)
    func `what was read of a run before it was rerun replaces nothing`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            let before = try await world.run(of: "job", .successful)
            var again = before
            again.status = .restarting
            again.rerunCount = 1
            #expect(try await world.store.replace(again, whereStatus: .successful))
            var rerun = again
            rerun.status = .successful
            #expect(try await world.store.replace(rerun, whereStatus: .restarting))
            #expect(try await !world.store.replace(before, whereStatus: .successful))
            #expect(try await world.store.run(job: "job", runId: before.runId) == rerun)
        }
    }
}
