import PipelineAPI
import Screen

@testable import Console

extension Scene {
    /// Reruns with what is downstream, of the jobs of ``RerunWorld``.
    static let reruns = [
        Scene("rerun-offer", .chinese, keys),
        Scene("rerun-plan", .usual, keys + " Ctrl-D", after: plan),
        Scene("rerun-plan-narrow", .narrow, keys + " Ctrl-D", after: plan),
        Scene("rerun-running", .ascii, keys + " Ctrl-D") { console in
            var service = RerunFake()
            service.endsAfter = 3
            try follow(&console, service.runAll(chosen))
        },
        Scene("rerun-halting", .usual, keys + " Ctrl-D") { console in
            var service = RerunFake()
            service.endsAfter = 3
            var progress = service.runAll(chosen)
            progress.halt()
            try follow(&console, progress)
        },
        Scene("rerun-result", .chinese, keys + " Ctrl-D") { console in
            var service = RerunFake()
            service.failing = ["daily"]
            try follow(&console, service.runAll(chosen))
        },
        Scene("rerun-unknown", .usual, keys + " Ctrl-D") { console in
            let error = APIError(.jobNotFound, "no job named 'clean'", requestID: "r4")
            console.receive(.rerunPlanned(choice, .failure(error)))
        },
        Scene("repair-left", .usual, "0") { console in
            try offer(&console)
        },
        Scene("repair-left-narrow", .narrow, "0") { console in
            try offer(&console)
        },
        Scene("repair-header", .chinese, "0") { console in
            try offer(&console)
            console.lookAndPress(.character("y"), .escape)
        },
        Scene("run-outdated", .wide, "Home End Enter Enter", before: outdate),
    ]

    /// To the rerun of a run that has ended, of a job with another one downstream.
    private static let keys = "Home Down Enter Down r"
    private static let chosen = [("raw", 1)]
    private static let choice = RerunChoice([RunID(job: "raw", number: 1)])

    private static let plan: Step = { console in
        console.receive(.rerunPlanned(choice, .success(RerunWorld().plan(chosen))))
    }

    private static func follow(_ console: inout ConsoleFixture, _ progress: RerunProgress) throws {
        try plan(&console)
        console.lookAndPress(.character("y"))
        let endpoint = console.state.identity.endpoint
        let record = RerunRecord(progress, on: endpoint, at: ConsoleFixture.now)
        console.receive(.workProgressed(.repair(record), nil))
    }

    /// An earlier console has left reruns of which two have succeeded, one has failed and one was being sent.
    private static func offer(_ console: inout ConsoleFixture) throws {
        var service = RerunFake()
        service.failing = ["daily"]
        service.endsAfter = 4
        let progress = service.runAll([("raw", 1), ("weekly", 1)])
        let record = RerunRecord(
            progress,
            on: console.state.identity.endpoint,
            at: ConsoleFixture.now
        )
        console.receive(.workFound(.repair(record)))
    }

    /// The run of the job that depends on another was computed before that ran again.
    private static let outdate: Step = { console in
        var run = Samples.run(31, .successful, ago: 1, seconds: 42)
        run.message =
            "42 rows; upstream 'hourly_pv' ran again at 2026-11-21T02:50:00Z: rerun this run"
        console.answer(.runs, .job("uv_rank"), [run]) { String($0.runId) }
    }
}
