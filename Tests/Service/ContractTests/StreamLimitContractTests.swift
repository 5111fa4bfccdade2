import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

/// Steps that do not end by themselves, over each store.
@Suite(.timeLimit(.minutes(5))) struct StreamLimitContractTests {
    @Test(arguments: StreamCarrier.allCases)
    func `a step past its limit is ended, says so and leaves its position`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            let task = try await world.addTransform("endless", from: "web", to: "never")
            try await world.post([1], to: "web")
            world.engine.block(true)
            try await world.running(stepLimit: 60) { _ in
                try await world.eventually {
                    try await world.store.position(of: task.key)?.lastError
                        == "the step took longer than 60 s and was ended: let the code compute less, or "
                        + "start the service with a longer --step-limit"
                }
                #expect(try await world.store.position(of: task.key)?.processed == 0)
                world.engine.block(false)
                try await world.eventually { try await world.numbers(in: "never") == [2] }
                #expect(try await world.store.position(of: task.key)?.lastError == nil)
            }
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `points that are too many for a step within its limit are computed by shorter ones`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            for number in 1...9 { try await world.post([Int64(number)], to: "web") }
            _ = try await world.addTransform("slow", from: "web", to: "made")
            world.engine.block(over: 3)
            try await world.running(stepLimit: 60) { _ in
                try await world.eventually {
                    try await world.numbers(in: "made") == (1...9).map { 2 * $0 }
                }
            }
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a change of a task ends its step at once, and the task steps as changed`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            var task = try await world.addTransform("endless", from: "web", to: "made")
            try await world.post([1], to: "web")
            world.engine.block(true)
            try await world.running { runner in
                try await world.eventually { world.engine.running == 1 }
                world.engine.block(false)
                guard case .transform(var definition) = task.work else { return }
                definition.spec.code = "SELECT 2 * n + 0 AS n FROM stream"
                task.work = .transform(definition)
                _ = try await world.store.update(task, destination: nil)
                await runner.tasksChanged()
                try await world.eventually { try await world.numbers(in: "made") == [2] }
                #expect(world.engine.running == 0)
                #expect(try await world.store.position(of: task.key)?.lastError == nil)
            }
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `the deletion of a task ends its step at once and frees its slot`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            var tasks: [StreamTask] = []
            for name in ["a", "b"] {
                tasks.append(try await world.addTransform(name, from: "web", to: "made_\(name)"))
            }
            try await world.post([1], to: "web")
            world.engine.block(true)
            try await world.running { runner in
                try await world.eventually { world.engine.running == 2 }
                world.engine.block(false)
                for task in tasks { _ = try await world.store.delete(task) }
                await runner.tasksChanged()
                try await world.eventually { world.engine.running == 0 }
                _ = try await world.addTransform("c", from: "web", to: "made_c")
                await runner.tasksChanged()
                try await world.eventually { try await world.numbers(in: "made_c") == [2] }
            }
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `exports to a server that never answers hold up no transform`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            for number in 0..<6 { try await world.addExport("silent\(number)", of: "web") }
            _ = try await world.addTransform("double", from: "web", to: "doubled")
            try await world.post([1], to: "web")
            await world.destination.hang(true)
            try await world.running { _ in
                try await world.eventually { try await world.numbers(in: "doubled") == [2] }
            }
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a delivery that was not accepted, or not known to be, is repeated as it was`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            try await world.addExport("out", of: "web")
            try await world.post([1], to: "web")
            await world.destination.refuse(next: 1)
            // Nobody tells the runner of the second point: it finds it when it tries again.
            try await world.running { _ in
                try await world.eventually { await world.destination.idempotencyKeys.count == 1 }
            }
            try await world.post([2], to: "web")
            try await world.running { _ in
                try await world.eventually { await world.destination.numbers == [1, 2] }
            }
            let keys = await world.destination.idempotencyKeys
            #expect(Set(keys).count == 2 && keys.dropLast() == [keys[0], keys[0]])
        }
    }
}
