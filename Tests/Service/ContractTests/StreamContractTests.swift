import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

@Suite(.timeLimit(.minutes(5))) struct StreamContractTests {
    @Test(arguments: StreamCarrier.allCases)
    func `a transform computes every point once and in order`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            try await world.post([1, 2], to: "web")
            _ = try await world.addTransform("double", from: "web", to: "doubled")
            try await world.running { runner in
                try await world.eventually { try await world.numbers(in: "doubled").count == 2 }
                try await world.post([3], to: "web")
                await runner.pointsArrived(in: "web")
                try await world.eventually { try await world.numbers(in: "doubled").count == 3 }
            }
            #expect(try await world.numbers(in: "doubled") == [2, 4, 6])
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a transform from the newest leaves out what was there`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            try await world.post([1], to: "web")
            _ = try await world.addTransform("d", from: "web", to: "doubled", fromOldest: false)
            try await world.post([5], to: "web")
            try await world.running { _ in
                try await world.eventually { try await world.numbers(in: "doubled") == [10] }
            }
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `what transforms put out is read by the transforms after them`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            _ = try await world.addTransform("double", from: "web", to: "doubled")
            _ = try await world.addTransform("again", from: "doubled", to: "twice")
            try await world.post([1, 2], to: "web")
            try await world.running { _ in
                try await world.eventually { try await world.numbers(in: "twice") == [4, 8] }
            }
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a failing transform says why, keeps its place and goes on when it can`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            try await world.post([7], to: "web")
            let task = try await world.addTransform("double", from: "web", to: "doubled")
            world.engine.fail(next: .max)
            try await world.running { _ in
                try await world.eventually {
                    try await world.store.position(of: task.key)?.lastError == "no memory left"
                }
                #expect(try await world.store.position(of: task.key)?.position == 0)
                world.engine.fail(next: 0)
                try await world.eventually { try await world.numbers(in: "doubled") == [14] }
            }
            #expect(try await world.store.position(of: task.key)?.lastError == nil)
        }
    }

    @Test(arguments: StreamCarrier.allCases, [false, true])
    func `a fault of the store at any moment computes no point twice and loses none`(
        _ carrier: StreamCarrier,
        _ isAfterwards: Bool
    ) async throws {
        for call in 1...30 {
            try await StreamFixture.on(carrier) { world in
                try await world.addRepo("web")
                _ = try await world.addTransform("double", from: "web", to: "doubled")
                try await world.post([1, 2], to: "web")
                try await world.post([3], to: "web")
                let store = FailingStore(world.store, failingAt: call, afterwards: isAfterwards)
                try await world.running(on: store) { runner in
                    try await world.eventually {
                        try await world.numbers(in: "doubled").count >= 3
                    }
                    try await world.post([4], to: "web")
                    await runner.pointsArrived(in: "web")
                    try await world.eventually {
                        try await world.numbers(in: "doubled").count >= 4
                    }
                }
                #expect(try await world.numbers(in: "doubled") == [2, 4, 6, 8], "call \(call)")
            }
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `an export delivers in order and repeats what was refused with the same idempotencyKey`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            try await world.post([1, 2], to: "web")
            try await world.addExport("out", of: "web")
            await world.destination.refuse(next: 3)
            try await world.running { runner in
                try await world.eventually { await world.destination.numbers.count == 2 }
                try await world.post([3], to: "web")
                await runner.pointsArrived(in: "web")
                try await world.eventually { await world.destination.numbers.count == 3 }
            }
            #expect(await world.destination.numbers == [1, 2, 3])
            let idempotencyKeys = await world.destination.idempotencyKeys
            #expect(Set(idempotencyKeys.prefix(4)).count == 1 && Set(idempotencyKeys).count == 2)
            #expect(await world.destination.firstNumbers == [0, 0, 0, 0, 2])
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `records that a destination leaves out are told until the next delivery, and it goes on`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            try await world.post([1, 2], to: "web")
            try await world.addExport("out", of: "web")
            await world.destination.omit(because: "1 of 2 records was refused")
            let key = StreamKey(.export, repo: "web", name: "out")
            try await world.running { runner in
                try await world.eventually {
                    try await world.store.position(of: key)?.lastError
                        == "1 of 2 records was refused"
                }
                #expect(try await world.store.position(of: key)?.processed == 2)
                #expect(try await world.store.position(of: key)?.successTime != nil)
                await world.destination.omit(because: nil)
                try await world.post([3], to: "web")
                await runner.pointsArrived(in: "web")
                try await world.eventually {
                    try await world.store.position(of: key)?.processed == 3
                }
            }
            #expect(try await world.store.position(of: key)?.lastError == nil)
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `nothing of a workflow runs before the workflow is started`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            var flow = Workflow(name: "flow", region: "nb", status: .ready)
            _ = try await world.store.insert(record: flow)
            try await world.addRepo("held", workflow: "flow")
            try await world.addRepo("free")
            try await world.addExport("a", of: "held")
            try await world.addExport("b", of: "free")
            try await world.post([1], to: "held")
            try await world.post([2], to: "free")
            try await world.running { runner in
                try await world.eventually { await world.destination.numbers == [2] }
                flow.status = .started
                _ = try await world.store.update(record: flow)
                await runner.tasksChanged()
                try await world.eventually { await world.destination.numbers == [2, 1] }
            }
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a repo goes with its transform, but not while something reads it`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            let first = try await world.addTransform("double", from: "web", to: "doubled")
            let second = try await world.addTransform("again", from: "doubled", to: "twice")
            #expect(try await !world.store.deleteRepo(named: "web"))
            #expect(try await !world.store.delete(first))
            #expect(try await world.store.streamTasks().count == 2)
            #expect(try await world.store.delete(second))
            #expect(try await world.store.repo(named: "twice") == nil)
            #expect(try await world.store.delete(first))
            #expect(try await world.store.deleteRepo(named: "web"))
            #expect(try await world.store.repos() == [])
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a transform that cannot have its repo leaves nothing behind`(
        _ carrier: StreamCarrier
    ) async throws {
        try await StreamFixture.on(carrier) { world in
            try await world.addRepo("web")
            try await world.addRepo("taken")
            _ = try await world.addTransform("double", from: "web", to: "taken")
            _ = try await world.addTransform("lost", from: "none", to: "new")
            #expect(try await world.store.streamTasks() == [])
            #expect(try await world.store.repos().map(\.name) == ["taken", "web"])
        }
    }
}
