import Console
import PipelineAPI
import Screen
import Statistics

/// Measures the time of keys and answers with very many items and prints a table.
enum Scale {
    private static let jobs = 10_000
    private static let repeats = 21

    static func run() throws {
        var world = try SyntheticAccount(jobs: jobs, repos: jobs, size: Size(width: 80, height: 24))
        print("| 10,000 jobs, 10,000 repos, 80x24 | median | worst | goal |")
        print("|---|---:|---:|---:|")
        measure("a move and its picture", goal: "0.5 ms") {
            world.press($0 % 2 == 0 ? .down : .up)
            return world.draw()
        }
        measure("page down and its picture", goal: "") { _ in
            world.press(.pageDown)
            return world.draw()
        }
        world.press(.character("/"))
        measure("a key of a filter and its picture", goal: "5 ms") {
            world.press($0 % 2 == 0 ? .character("9") : .backspace)
            return world.draw()
        }
        world.press(.escape)
        measure("order by a column", goal: "20 ms") { round in
            world.press(.character("o"), round == 0 ? .down : .up, .down, .enter)
            return world.draw()
        }
        measure("an answer about one job in sight", goal: "") {
            world.answerRuns(
                of: "job_000003",
                newest: 9,
                count: 8,
                status: $0 % 2 == 0 ? .failed : .running
            )
            return world.draw()
        }
        measure("the list of jobs with one changed", goal: "") {
            world.answerJobs(changing: 7, to: "SELECT \($0)")
            return world.draw()
        }
        for (screen, key, goal) in screens {
            world.press(.escape, .character(key))
            measure("a key on \(screen)", goal: goal) {
                world.press($0 % 2 == 0 ? .down : .up)
                return world.draw()
            }
        }
    }

    private static let screens: [(String, Character, String)] = [
        ("the overview", "0", "0.5 ms"), ("all runs", "8", "0.5 ms"), ("the night", "T", "1 ms"),
    ]

    private static func measure(_ what: String, goal: String, _ body: (Int) -> Int) {
        let clock = ContinuousClock()
        let times = Percentiles(
            (0..<repeats).map { round in
                clock.measure { precondition(body(round) > 0) } / .milliseconds(1)
            }
        )
        print("| \(what) | \(text(times.median ?? 0)) | \(text(times.largest ?? 0)) | \(goal) |")
    }

    private static func text(_ milliseconds: Double) -> String {
        let hundredths = Int((milliseconds * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) ms"
    }
}
