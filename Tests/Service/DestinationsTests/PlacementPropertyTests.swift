import FoundationEssentials
import PipelineEngine
import PipelineService
import Statistics
import Testing

@testable import Destinations

@Suite struct PlacementPropertyTests {
    /// The words of the refusals that random exports may meet.
    private static let refusals = ["exists already", "has no name", "choose another name"]

    @Test(arguments: 0..<60)
    func
        `whatever fails, others' objects stay and the rows are those of the last run that succeeded`(
            _ seed: Int
        ) async throws
    {
        var world = try PlacementWorld(seed: UInt64(seed))
        defer { world.remove() }
        for step in 0..<12 {
            if world.random.number(below: 4) == 0 { try world.addForeign() }
            let fault = try await deliver(in: &world)
            let difference = world.difference(from: world.contents)
            #expect(difference == nil, "seed \(seed), step \(step), \(fault)")
            let disownment = await world.disownment()
            #expect(disownment == nil, "seed \(seed), step \(step), \(fault)")
            guard difference == nil, disownment == nil else { return }
        }
        try await world.placer.recover()
        #expect(DiskFiles().names(in: world.root + "/placements") == [])
        #expect(await world.store.unfinishedPlacements().isEmpty)
    }

    @Test(arguments: 0..<30)
    func `what somebody puts there while the service is down is left alone when it starts`(
        _ seed: Int
    ) async throws {
        var world = try PlacementWorld(seed: UInt64(seed))
        defer { world.remove() }
        for _ in 0..<3 { _ = try await deliver(in: &world) }
        let (request, _) = try world.request(for: world.exports[0], run: 9)
        let number = 4 + world.random.number(below: 10)
        world.restart(Faults(Faults.Plan(number: number, isCrash: true, isAfterwards: false)))
        try? await world.placer.place(request)
        // Where the object of a single file is replaced, as it may be, it is no longer another's.
        let isReplaced =
            world.text(at: request.targetPath) != world.contents.foreign[request.targetPath]
        for _ in 0..<5 { try world.intrude() }
        world.restart(Faults())
        try await world.placer.recover()
        #expect(world.harmed == [] || (isReplaced && world.harmed == [request.targetPath]))
        #expect(await world.store.unfinishedPlacements().isEmpty)
    }

    /// Returns what was done and which fault it met.
    private func deliver(in world: inout PlacementWorld) async throws -> String {
        let index = world.random.number(below: world.exports.count)
        if world.random.number(below: 5) == 0 {
            let run = world.exports[index].lastRun
            world.exports[index] = world.newExport(world.exports[index].source)
            world.exports[index].lastRun = run
        }
        let isRerun = world.random.number(below: 3) == 0 && world.exports[index].lastRun > 0
        if !isRerun { world.exports[index].lastRun += 1 }
        let last = Int(world.exports[index].lastRun)
        let run = isRerun ? Int64(1 + world.random.number(below: last)) : Int64(last)
        let (request, rows) = try world.request(for: world.exports[index], run: run)
        let after = world.contents(after: request, rows)
        let isTaken = world.isTaken(request)
        let plan = faultPlan(&world)
        world.restart(Faults(plan))
        let words = "\(request) with \(plan.map { "\($0)" } ?? "no fault")"
        do {
            try await world.placer.place(request)
            #expect(!(request.mode == .errorIfExists && isTaken), "\(words)")
            world.contents = after
        } catch {
            if plan == nil {
                let reason = (error as? DeliveryFailure)?.description ?? "\(error)"
                #expect(Self.refusals.contains(where: reason.contains), "\(reason)")
            }
            if plan?.isCrash == true { try await recover(&world, after) }
        }
        if plan != nil { world.restart(Faults()) }
        return words
    }

    private func faultPlan(_ world: inout PlacementWorld) -> Faults.Plan? {
        guard world.random.number(below: 2) == 0 else { return nil }
        return Faults.Plan(
            number: 1 + world.random.number(below: 16),
            isCrash: world.random.number(below: 2) == 0,
            isAfterwards: world.random.number(below: 2) == 0
        )
    }

    /// Starts again after a crash, perhaps crashing again, and finds the old or the new contents.
    private func recover(
        _ world: inout PlacementWorld,
        _ after: PlacementWorld.Contents
    ) async throws {
        while world.random.number(below: 3) == 0 {
            let number = 1 + world.random.number(below: 8)
            world.restart(
                Faults(Faults.Plan(number: number, isCrash: true, isAfterwards: false))
            )
            try? await world.placer.recover()
        }
        world.restart(Faults())
        try await world.placer.recover()
        if world.difference(from: world.contents) != nil { world.contents = after }
    }
}
