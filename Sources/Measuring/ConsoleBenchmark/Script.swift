import Console
import PipelineAPI
import Screen

/// A fixed sequence of work, to count its instructions: a start with 1,000 jobs, 200 moves, 20 refreshes.
enum Script {
    static func run() throws {
        var world = try SyntheticAccount(jobs: 1000, repos: 100, size: Size(width: 80, height: 24))
        var lines = world.draw()
        for _ in 0..<200 {
            world.press(.down)
            lines += world.draw()
        }
        for round in 0..<20 {
            world.answerJobs(changing: round, to: "SELECT \(round)")
            world.answerRuns(of: "job_000100", newest: 9 + round, count: 8)
            lines += world.draw()
        }
        world.press(.character("q"))
        print("\(lines) lines were drawn")
    }
}
