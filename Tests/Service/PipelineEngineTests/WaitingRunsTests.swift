import Testing

@testable import PipelineEngine

@Suite struct WaitingRunsTests {
    private func waiting(_ keys: [(String, Int)]) -> WaitingRuns {
        var runs = WaitingRuns()
        for (job, id) in keys { runs.append(RunKey(job: job, runId: id)) }
        return runs
    }

    @Test func `runs are taken in the order they came, past those of busy jobs`() {
        var runs = waiting([("a", 1), ("a", 2), ("b", 1)])
        #expect(runs.takeFirst(notOf: []) == RunKey(job: "a", runId: 1))
        #expect(runs.takeFirst(notOf: ["a"]) == RunKey(job: "b", runId: 1))
        #expect(runs.takeFirst(notOf: ["a"]) == nil)
        #expect(runs.takeFirst(notOf: []) == RunKey(job: "a", runId: 2))
    }

    @Test func `jobs take turns: one with many runs holds up no other`() {
        var runs = waiting([("a", 1), ("a", 2), ("a", 3), ("b", 1)])
        var taken: [String] = []
        while let key = runs.takeFirst(notOf: []) {
            taken.append("\(key.job)\(key.runId)")
            runs.giveTurn(ofJob: key.job)
        }
        #expect(taken == ["a1", "b1", "a2", "a3"])
    }

    @Test func `a run waits once however often it is added`() {
        var runs = waiting([("a", 1), ("b", 1), ("a", 1)])
        _ = runs.takeFirst(notOf: [])
        #expect(!runs.contains(job: "a") && runs.contains(job: "b"))
    }

    @Test func `a job waits until the last of its runs is taken out`() {
        var runs = waiting([("a", 1), ("a", 2)])
        runs.remove(RunKey(job: "a", runId: 1))
        runs.remove(RunKey(job: "a", runId: 1))
        #expect(runs.contains(job: "a"))
        runs.remove(RunKey(job: "a", runId: 2))
        #expect(!runs.contains(job: "a"))
    }

    @Test func `the runs of a deleted job are taken out, those of one of its name stay`() {
        var runs = waiting([("b", 1)])
        for identity in [1, 2] as [Int64] {
            for id in [1, 2] { runs.append(RunKey(job: "a", jobIdentity: identity, runId: id)) }
        }
        runs.remove(jobIdentity: 1)
        #expect(runs.runs(of: "a").map(\.jobIdentity) == [2, 2])
        #expect(runs.contains(job: "b"))
    }
}
