import PipelineAPI
import Screen

@testable import Console

extension Scene {
    /// Backfills of a manual job with a parameter for its day.
    static let backfills = [
        Scene("backfill-form", .usual, keys, before: addParameters),
        Scene("backfill-form-narrow", .narrow, keys, before: addParameters),
        Scene("backfill-plan", .chinese, keys + submit, before: addParameters),
        Scene(
            "backfill-running",
            .usual,
            keys + submit,
            after: { try follow(&$0, 9) },
            before: addParameters
        ),
        Scene(
            "backfill-running-narrow",
            .narrow,
            keys + submit,
            after: { try follow(&$0, 9) },
            before: addParameters
        ),
        Scene(
            "backfill-result",
            .ascii,
            keys + submit,
            after: { try follow(&$0, 12, failing: 11) },
            before: addParameters
        ),
        Scene("backfill-refused", .wide, "Home B"),
    ]

    private static let keys = "Home / idle Enter B"
    /// Thirty days, the last of which is yesterday.
    private static let submit = " Ctrl-U 2026-10-22 Enter Enter Enter Enter Enter Enter"

    private static let addParameters: Step = { console in
        var jobs = try Samples.jobs()
        for index in jobs.indices where jobs[index].name == "idle" {
            jobs[index].params = [
                JobParameter(name: "day", default: "2026-11-20"),
                JobParameter(name: "city", default: "nb"),
            ]
        }
        console.answer(.jobs, .root, jobs) { $0.name ?? "" }
    }

    /// Follows the backfill until some of its runs have ended.
    private static func follow(
        _ console: inout ConsoleFixture,
        _ ended: Int,
        failing: Int? = nil
    ) throws {
        console.lookAndPress(.character("y"))
        guard case .task(.work(.backfill(let record)))? = console.effects.first else { return }
        var progress = record.progress
        var runs: [Run] = []
        var now = Duration.zero
        while progress.states.count(where: \.isOver) <= ended, !progress.isOver {
            switch progress.next(at: now) {
            case .over: break
            case .wait(let time): now += time
            case .send(.start(let start)):
                runs.insert(Samples.run(40 + runs.count, .running, ago: 1, seconds: 0), at: 0)
                _ = progress.receiveStart(start, .success("started"), at: now)
            case .send(.look):
                let isSeen =
                    !runs.isEmpty && progress.runs.contains { $0?.runId == runs.first?.runId }
                if isSeen, runs.count > ended { break }
                if isSeen, runs[0].status == .running {
                    let status: RunStatus = runs.count == failing ? .failed : .successful
                    runs[0] = Samples.run(39 + runs.count, status, ago: 1, seconds: 30 + runs.count)
                    runs[0].message = status == .failed ? "no column 'prize'" : "1,204 rows"
                }
                _ = progress.receive(.success(runs), at: now)
            }
            if runs.count > ended, progress.runs[ended] != nil { break }
        }
        let over = BackfillRecord(
            progress,
            on: console.state.identity.endpoint,
            at: ConsoleFixture.now
        )
        console.receive(.workProgressed(.backfill(over), nil))
    }
}
