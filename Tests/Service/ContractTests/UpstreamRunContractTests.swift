import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

/// Which upstream run a downstream run reads, whichever store keeps them.
@Suite struct UpstreamRunContractTests {
    private let day = Date(timeIntervalSince1970: 1_780_000_000)

    private func add(
        _ job: String,
        _ runs: [(batchTime: Date, status: RunStatus)],
        to store: any Store
    ) async throws {
        let definition = JobDefinition(
            srcs: [],
            computation: Computation(code: "SELECT 1"),
            scheduler: JobScheduler(type: .manual)
        )
        let record = JobRecord(name: job, definition: definition, schema: [], createdAt: day)
        _ = try await store.insert(record)
        let stored = try #require(try await store.job(named: job))
        for (batchTime, status) in runs {
            let inserted = try await store.insertRun(
                of: stored,
                batchTime: batchTime,
                parameters: [:],
                isUnique: false
            )
            var run = try #require(inserted)
            run.status = status
            #expect(try await store.replace(run, whereStatus: .ready))
        }
    }

    @Test(arguments: Carrier.allCases)
    func `the newest run that succeeded is found within its batch time`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let store = world.store
            try await add(
                "daily",
                [
                    (day, .successful), (day + 60, .successful), (day, .successful),
                    (day, .failed), (day + 60, .running), (day + 120, .canceled),
                ],
                to: store
            )
            try await add("other", [(day + 60, .successful)], to: store)
            func found(_ job: String, _ bound: BatchTimeBound) async throws -> Int? {
                try await store.newestSuccessfulRun(of: job, bound)?.runId
            }
            #expect(try await found("daily", .exactly(day)) == 3)
            #expect(try await found("daily", .exactly(day + 60)) == 2)
            #expect(try await found("daily", .exactly(day + 120)) == nil)
            #expect(try await found("daily", .atMost(day + 600)) == 3)
            #expect(try await found("daily", .atMost(day - 1)) == nil)
            #expect(try await found("none", .atMost(day)) == nil)
            #expect(try await found("other", .atMost(day + 60)) == 1)
            let run = try await store.newestSuccessfulRun(of: "daily", .exactly(day + 60))
            #expect(run == (try await store.run(job: "daily", runId: 2)))
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a rerun that has not ended gives no result`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            try await add("daily", [(day, .successful)], to: world.store)
            var run = try #require(try await world.store.run(job: "daily", runId: 1))
            run.status = .restarting
            #expect(try await world.store.replace(run, whereStatus: .successful))
            #expect(try await world.store.newestSuccessfulRun(of: "daily", .exactly(day)) == nil)
        }
    }
}
