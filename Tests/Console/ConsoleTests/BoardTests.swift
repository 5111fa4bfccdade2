import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct BoardTests {
    private let now = ConsoleFixture.now

    private func facts(clock: Double? = nil, jobs: Int = 4, asked: Int = 4) -> ProfileFacts {
        ProfileFacts(
            milliseconds: 8,
            clock: clock,
            jobs: jobs,
            asked: asked,
            running: 1,
            failing: 2,
            late: 0,
            oldest: now.addingTimeInterval(-20)
        )
    }

    @Test func `a profile that is asked still is not asked again, and keeps its answer`() {
        var board = Board()
        #expect(board.ask(["a", "b"], at: now) == ["a", "b"])
        board.receive(.success(facts()), of: "a")
        #expect(board.ask(["a", "b"], at: now) == ["a"])
        board.receive(.failure(APIError(.cancelled, "down: try again")), of: "a")
        #expect(board.lines[0].facts == facts() && board.lines[0].error == "down: try again")
        #expect(board.lines.map(\.profile) == ["a", "b"])
    }

    @Test func `it is due a minute after it was asked`() {
        var board = Board()
        #expect(board.isDue(at: now))
        _ = board.ask(["a"], at: now)
        #expect(!board.isDue(at: now.addingTimeInterval(59)))
        #expect(board.isDue(at: now.addingTimeInterval(60)))
    }

    @Test func `counts are of the jobs whose runs are known`() throws {
        let jobs = try Samples.jobs()
        let known = jobs.prefix(2).map { job in
            (job: job, runs: job.name == "broken" ? [Samples.failedRun] : Samples.runs)
        }
        let facts = ProfileFacts(
            known: known,
            of: jobs.count,
            oldest: now,
            milliseconds: 3,
            clock: nil,
            zone: ServiceZone(local: .utc),
            now: now
        )
        #expect(facts.jobs == jobs.count && facts.asked == 2)
        #expect(facts.failing == known.count { $0.runs.first?.status == .failed })
        #expect(facts.running == known.count { $0.runs.first?.status == .running })
        #expect(facts.failing + facts.running > 0)
    }

    @Test func `a program reads every figure, and why there is none`() throws {
        let board = Board([
            ("a", .success(facts(clock: 2.5))), ("b", .failure(APIError(.cancelled, "down"))),
        ])
        guard case .array(let lines) = try Board.json(of: board.rows) else {
            throw BoardTestError()
        }
        #expect(lines[0]["clockSeconds"] == 2.5 && lines[0]["failing"] == 2)
        #expect(lines[0]["isLive"] == true && lines[0]["error"] == nil)
        #expect(lines[1]["isLive"] == false && lines[1]["error"] == "down")
        #expect(lines[1]["jobs"] == nil)
    }
}

private struct BoardTestError: Error {}
