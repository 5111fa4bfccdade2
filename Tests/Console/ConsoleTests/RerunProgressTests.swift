import PipelineAPI
import Statistics
import Testing

@testable import Console

@Suite struct RerunProgressTests {
    @Test func `each begins when all it waits for has succeeded`() {
        var service = RerunFake()
        let progress = service.runAll([("raw", 1)])
        #expect(service.reruns == ["raw/1", "clean/1", "daily/1", "hourly/1", "report/1"])
        #expect(progress.isSuccess)
        #expect(progress.summary.english == "5 of 5 succeeded")
    }

    @Test func `a run that was rerun is not said to have ended before it has`() {
        var service = RerunFake()
        _ = service.runAll([("raw", 1)])
        #expect(service.underWay.contains("Restarting"))
        #expect(service.underWay.isSubset(of: ["Restarting", "Ready", "Running"]))
    }

    @Test func `a run that fails again halts its branch, the others go on`() {
        var service = RerunFake()
        service.failing = ["daily"]
        let progress = service.runAll([("raw", 1), ("raw", 2), ("weekly", 1)])
        #expect(!service.reruns.contains("report/1"))
        #expect(service.reruns.contains("hourly/1") && service.reruns.contains("weekly/1"))
        let texts = progress.states.indices.map { progress.text(of: $0).english }
        #expect(texts.count { $0 == "Failed: no column" } == 2)
        #expect(texts.contains("not run, since run 1 of 'daily' has not succeeded"))
        #expect(progress.summary.english == "7 of 11 succeeded, 2 failed, 2 not run")
    }

    @Test func `a lost answer is looked up, and the rerun is not sent again`() {
        var service = RerunFake()
        service.loses = { _ in .answer }
        let progress = service.runAll([("raw", 1)])
        #expect(service.reruns.count == 5 && progress.isSuccess)
        #expect(service.outcomes.allSatisfy { $0.contains("the history shows that the run began") })
    }

    @Test func `a rerun that did not arrive is sent again, after the history has said so twice`() {
        var service = RerunFake()
        service.loses = { $0 == 1 ? .request : nil }
        let progress = service.runAll([("weekly", 1)])
        #expect(service.reruns == ["weekly/1"] && service.sent == 2 && progress.isSuccess)
        let calls = service.calls.prefix(6)
        #expect(calls == ["look", "rerun", "look", "look", "rerun", "look"])
    }

    @Test func `a rerun that never arrives is given up`() {
        var service = RerunFake()
        service.loses = { _ in .request }
        let progress = service.runAll([("hourly", 1)])
        #expect(service.sent == 3 && service.reruns.isEmpty)
        #expect(progress.summary.english == "0 of 2 succeeded, 1 failed, 1 not run")
    }

    @Test func `a run that has begun since its upstream's success is followed, not rerun`() {
        var service = RerunFake()
        service.restartsDownstream = true
        let progress = service.runAll([("hourly", 1)])
        #expect(service.reruns == ["hourly/1"] && progress.isSuccess)
    }

    @Test func `the first run of a batch time is the service's`() {
        var service = RerunFake()
        service.missing = ["report"]
        let progress = service.runAll([("hourly", 1)])
        #expect(service.reruns == ["hourly/1"] && progress.isSuccess)
        #expect(progress.name(of: 1).english == "run 1 of 'report'")
        service = RerunFake()
        service.missing = ["report"]
        service.makesMissing = false
        let without = service.runAll([("hourly", 1)])
        #expect(without.text(of: 1).english.contains("made no run of this batch time"))
    }

    @Test func `halting sends nothing more, and says what goes on`() {
        var service = RerunFake()
        service.haltsAfter = 1
        let progress = service.runAll([("raw", 1)])
        #expect(service.reruns == ["raw/1"] && progress.isOver)
        #expect(progress.summary.english == "0 of 5 succeeded, 4 not sent, 1 go on")
    }

    @Test func `whatever fails, nothing is rerun twice nor before what it waits for`() {
        for seed in 1...300 {
            var random = SplitMix64(seed: UInt64(seed))
            let chances = (0..<4).map { _ in UInt64.random(in: 1...5, using: &random) }
            var service = RerunFake()
            service.failing = chances[0] == 1 ? ["hourly"] : []
            service.loses = { sent in
                let dice = (UInt64(sent) &* 0x9E37_79B9 &+ UInt64(seed)) % 7
                return dice < chances[1] / 2 ? .answer : dice == 6 ? .request : nil
            }
            service.missing = chances[2] == 1 ? ["report"] : []
            service.restartsDownstream = chances[3] == 1
            let progress = service.runAll([("raw", 1), ("raw", 2), ("daily", 2)])
            #expect(progress.isOver, "seed \(seed)")
            #expect(Set(service.reruns).count == service.reruns.count, "seed \(seed)")
            #expect(service.early.isEmpty, "seed \(seed): \(service.early)")
        }
    }
}
