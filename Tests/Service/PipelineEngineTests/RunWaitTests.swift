import Testing

@testable import PipelineEngine

@Suite struct RunWaitTests {
    private func reason(of job: String, after running: [(String, Int)], of parallel: Int) -> String?
    {
        let keys = running.map { RunKey(job: $0.0, runId: $0.1) }
        return RunWait(job: job, running: keys, parallel: parallel).reason
    }

    @Test func `a run waits for the run of its own job`() {
        #expect(
            reason(of: "a", after: [("a", 3)], of: 2)
                == "waits for run 3 of this job to end: a job runs once at a time"
        )
    }

    @Test func `a run that waits for a slot names the runs that have them`() {
        #expect(
            reason(of: "d", after: [("a", 1), ("b", 2)], of: 2)
                == "waits for one of 2 slots, taken by run 1 of 'a' and run 2 of 'b': stop one, or start "
                + "the service with more --parallel-runs"
        )
        let many = (1...9).map { ("job\($0)", $0) }
        #expect(
            reason(of: "d", after: many, of: 9)?.contains("run 3 of 'job3' and 6 more: ") == true
        )
    }

    @Test func `a run with a free slot waits for nothing`() {
        #expect(reason(of: "d", after: [("a", 1)], of: 2) == nil)
    }
}
