import FoundationEssentials
import PipelineAPI
import Statistics
import Testing

@testable import Console

@Suite struct RerunRecordTests {
    private static let endpoint = "http://127.0.0.1:9900"
    private let world = RerunWorld()

    private func record(_ progress: RerunProgress) -> RerunRecord {
        RerunRecord(progress, on: Self.endpoint, at: Date(timeIntervalSince1970: 1_790_000_000))
    }

    private func found(
        _ progress: RerunProgress,
        on endpoint: String = endpoint
    ) throws
        -> RerunProgress?
    {
        let data = try #require(record(progress).data)
        return RerunRecord.unfinished(in: data, on: endpoint)?.progress
    }

    /// Reruns of which the first is about to be sent.
    private func sending() -> RerunProgress {
        var progress = RerunProgress(world.plan([("weekly", 1), ("raw", 1)]))
        _ = progress.next(at: .zero)
        let look = RerunProgress.Request(step: 0, kind: .look(RunID(job: "raw", number: 1)))
        _ = progress.receive(look, .success(world.run(1, batch: 1, .failed)), at: .zero)
        _ = progress.next(at: .zero)
        return progress
    }

    @Test func `what was being sent is looked up by whoever goes on`() throws {
        let progress = sending()
        #expect(progress.states[0] == .sending(world.run(1, batch: 1, .failed)))
        let next = try #require(try found(progress))
        #expect(next.states[0] == .unsure(world.run(1, batch: 1, .failed)))
        #expect(next.states.dropFirst() == progress.states.dropFirst())
        #expect(next.plan == progress.plan)
    }

    @Test func `what is over, or of another service, is not gone on with`() throws {
        var service = RerunFake()
        #expect(try found(service.runAll([("weekly", 1)])) == nil)
        #expect(try found(sending(), on: "https://pipeline.qiniu.com") == nil)
    }

    @Test func `a damaged file is nothing to go on with`() throws {
        let data = try #require(record(sending()).data)
        var random = SplitMix64(seed: 15)
        for _ in 0..<400 {
            var bytes = Array(data)
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8(ascii: "9")
            var progress = RerunRecord.unfinished(in: Data(bytes), on: Self.endpoint)?.progress
            _ = progress?.next(at: .zero)
            _ = progress.map { RerunTree($0.plan) }
        }
        #expect(RerunRecord.unfinished(in: data.dropLast(9), on: Self.endpoint) == nil)
        let later = String(decoding: data, as: UTF8.self)
            .replacing("\"version\":1", with: "\"version\":2")
        #expect(RerunRecord.unfinished(in: Data(later.utf8), on: Self.endpoint) == nil)
    }

    @Test func `it says how much is done`() {
        var service = RerunFake()
        service.failing = ["daily"]
        let progress = service.runAll([("raw", 1), ("weekly", 1)])
        #expect(record(progress).summary.english == "a repair of 6 runs: 4 done, 1 failed")
        #expect(
            ChangePlan.resume(sending()).title.english
                == "a repair of 6 runs: 0 done; go on?"
        )
    }

    @Test func `killed wherever it may be, nothing is rerun twice and all ends`() {
        for seed in 1...200 {
            var random = SplitMix64(seed: UInt64(seed))
            let every = Int.random(in: 2...9, using: &random)
            let shift = Int.random(in: 0..<every, using: &random)
            var service = RerunFake()
            service.failing = seed % 5 == 0 ? ["hourly"] : []
            service.missing = seed % 3 == 0 ? ["report"] : []
            service.loses = { sent in seed % 4 == 0 && sent % 2 == 0 ? .answer : nil }
            service.kills = { ($0 + shift) % every == 0 }
            let progress = service.runAll([("raw", 1), ("raw", 2), ("daily", 2)])
            #expect(progress.isOver, "seed \(seed)")
            #expect(!service.left.isEmpty)
            #expect(Set(service.reruns).count == service.reruns.count, "seed \(seed)")
            #expect(service.early.isEmpty, "seed \(seed): \(service.early)")
            #expect(progress.isSuccess == service.failing.isEmpty, "seed \(seed)")
        }
    }

    @Test func `nothing is sent of what cannot be kept`() {
        var progress = sending()
        progress.refuse("the disk is full")
        #expect(progress.states.allSatisfy { $0 == .notSent } && progress.isOver)
        #expect(progress.trouble == "the disk is full")
    }
}
