import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

/// Jobs that are created again under the name of one that was deleted, and runs that are run again.
@Suite(.timeLimit(.minutes(5))) struct JobIdentityContractTests {
    @Test(arguments: StreamCarrier.allCases)
    func `the first run of a job created again is delivered beside that of the first job`(
        _ carrier: StreamCarrier
    ) async throws {
        try await JobFixture.on(carrier) { world in
            for number in [1, 2] as [Int64] {
                world.engine.tell([number])
                try await world.addJob("daily")
                try await world.runner.start(job: "daily", parameters: [:])
                try await world.wait("daily", 1, for: .successful)
                if number == 1 { try await world.deleteJob("daily") }
            }
            #expect(await world.destination.numbers == [1, 2])
            #expect(await world.destination.forgotten.count == 1)
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a rerun delivers as the run that it repeats`(_ carrier: StreamCarrier) async throws {
        try await JobFixture.on(carrier) { world in
            try await world.addJob("daily")
            for number in [1, 2] as [Int64] {
                world.engine.tell([number])
                try await world.runner.start(job: "daily", parameters: [:])
                try await world.wait("daily", Int(number), for: .successful)
            }
            world.engine.tell([7, 8])
            _ = try await world.runner.rerunRun(job: "daily", runId: 1)
            try await world.wait("daily", 1, for: .successful)
            #expect(await world.destination.numbers == [2, 7, 8])
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a run whose job is deleted and created again meanwhile delivers nothing`(
        _ carrier: StreamCarrier
    ) async throws {
        try await JobFixture.on(carrier) { world in
            world.engine.block(true)
            world.engine.tell([1])
            try await world.addJob("daily")
            try await world.runner.start(job: "daily", parameters: [:])
            while world.engine.begun == 0 { try await Task.sleep(for: .milliseconds(2)) }
            try await world.deleteJob("daily")
            try await world.addJob("daily")
            try await world.runner.start(job: "daily", parameters: [:])
            // The first job's run still has its slot: the new one waits, and is not changed by its end.
            #expect(try await world.store.run(job: "daily", runId: 1)?.status == .ready)
            world.engine.tell([2])
            world.engine.block(false)
            try await world.wait("daily", 1, for: .successful)
            #expect(await world.destination.numbers == [2])
            #expect(await world.destination.delivered.count == 1)
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `the results of a deleted job's runs are gone with it`(
        _ carrier: StreamCarrier
    ) async throws {
        try await JobFixture.on(carrier) { world in
            try await world.addJob("daily")
            try await world.runner.start(job: "daily", parameters: [:])
            try await world.wait("daily", 1, for: .successful)
            let result = world.root + "/runs/daily/1/result.parquet"
            #expect(FileManager.default.fileExists(atPath: result))
            try await world.deleteJob("daily")
            #expect(!FileManager.default.fileExists(atPath: world.root + "/runs/daily"))
        }
    }
}
