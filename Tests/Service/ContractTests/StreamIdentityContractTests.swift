import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

/// Transforms and exports that are created again under the name of one that was deleted.
@Suite(.timeLimit(.minutes(5))) struct StreamIdentityContractTests {
    @Test(arguments: StreamCarrier.allCases)
    func `an export created again delivers to a destination that remembers the first one`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            try await world.post([1, 2], to: "web")
            try await world.running { runner in
                for round in 1...3 {
                    try await world.addExport("out", of: "web")
                    await runner.tasksChanged()
                    try await world.eventually {
                        await world.destination.numbers.count >= 2 * round
                    }
                    let task = try #require(try await world.store.streamTasks().first)
                    #expect(try await world.store.delete(task))
                    await runner.taskDeleted(task)
                    await runner.tasksChanged()
                }
            }
            #expect(await world.destination.numbers == [1, 2, 1, 2, 1, 2])
            let forgotten = await world.destination.forgotten
            #expect(Set(forgotten).count == 3 && forgotten.allSatisfy { $0.hasPrefix("web/out#") })
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a step that ends after its transform was created again moves and adds nothing`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            let key = try await world.addTransform("double", from: "web", to: "doubled").key
            let old = try #require(try await world.store.streamTask(key))
            #expect(try await world.store.delete(old))
            _ = try await world.addTransform("double", from: "web", to: "doubled")
            let batch = PointBatch(count: 1, json: .init("[{}]".utf8), arrivedAt: world.now)
            let step = StreamStep(
                key: key,
                identity: old.identity,
                from: 0,
                to: 7,
                processed: 1,
                output: StreamStep.Output(batch: batch, repo: "doubled"),
                time: world.now
            )
            #expect(try await !world.store.commit(step))
            try await world.store.setError("of the first", of: old, at: world.now)
            #expect(try await !world.store.delete(old))
            #expect(try await !world.store.update(old, destination: nil))
            let position = try #require(try await world.store.position(of: key))
            #expect(position.position == 0 && position.lastError == nil)
            #expect(position.identity > old.identity)
            #expect(try await world.numbers(in: "doubled") == [])
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a delivery that a deleted export planned is none of the one created again`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            try await world.addExport("out", of: "web")
            let old = try #require(try await world.store.streamTasks().first)
            #expect(try await world.store.delete(old))
            try await world.addExport("out", of: "web")
            let new = try #require(try await world.store.streamTasks().first)
            func plan(_ task: StreamTask, to end: Int64) async throws -> Int64 {
                try await world.store.planDelivery(
                    StreamStep(
                        key: task.key,
                        identity: task.identity,
                        from: 0,
                        to: end,
                        processed: 1,
                        time: world.now
                    )
                )
            }
            #expect(try await plan(old, to: 3) == 3)
            #expect(try await plan(new, to: 5) == 5)
            #expect(try await plan(new, to: 9) == 5)
        }
    }
}
