import Foundation
import Glibc
import PTYSupport
import PipelineAPI
import PipelineClient
import Testing

/// A night on call in a terminal over ssh: what fails, why, the repair over a line that drops, and the report.
@Suite(
    .serialized,
    .enabled(if: SSHServer.isInstalled, "there is no sshd: run Tools/install-sshd.sh")
)
struct NightOnCallTests {
    private static let chains = ["bills", "orders", "visits"]
    private static let length = 20
    /// Seconds that a step may take where all other tests run beside it.
    private static let patience = 240.0

    @Test
    func `three chains of twenty jobs are found, understood, repaired and reported in few keys`()
        async throws
    {
        try await CommandFixture.with { world in
            try await makeNight(in: world)
            try await SSHServer.with(in: world.home + "/ssh") { server in
                let console = try server.command(
                    BuiltProgram.path("pandora"),
                    environment: world.environment
                )
                var keys = try await repair(until: 5, console, server, world)
                keys += try await goOn(console, world)
                print("the keys of the night: \(keys)")
                #expect(keys <= 24)
            }
            try await checkRuns(in: world)
        }
    }

    /// The first session: the overview, the failed run beside the last good one, the repair; then the line drops.
    private func repair(
        until done: Int,
        _ console: String,
        _ server: SSHServer,
        _ world: CommandFixture
    ) async throws -> Int {
        var keys = 0
        try await withWindow(console) { tmux in
            func press(_ pressed: String...) async throws {
                for key in pressed {
                    try await tmux.send(key)
                    keys += 1
                }
            }
            try await tmux.wait(for: "✖ 3", within: Self.patience)
            try await press("0")
            try await tmux.wait(for: "3 × ", within: Self.patience)
            try await press("Down", "Down", "Enter")
            try await tmux.wait(for: "'bad.json' cannot be read", within: Self.patience)
            try await press("=")
            try await tmux.wait("the last good run beside it", within: Self.patience) {
                $0.contains("message of run 2") && $0.contains("Successful")
            }
            for chain in Self.chains { try world.remove("data/buckets/\(chain)/bad.json") }
            try await press("Escape", "Escape", "0", "A")
            try await tmux.wait(for: "Rerun 3 runs and 57 runs downstream?", within: Self.patience)
            try await tmux.confirm()
            keys += 1
            try await tmux.wait("some runs have succeeded", within: Self.patience) { screen in
                let count = screen.firstMatch(of: #/(\d+) of 60 succeeded/#).flatMap { Int($0.1) }
                return (count ?? 0) >= done
            }
            let program = try BuiltProgram.path("pandora")
            let consoles = try server.processes(running: program)
            let pane = try #require(Int32(try await tmux.value(of: "#{pane_pid}")))
            kill(try #require(try server.clients(below: pane).first), SIGKILL)
            try await eventually("the console has ended", within: 10) {
                !consoles.contains(where: ProcessTable.isRunning)
            }
        }
        return keys
    }

    /// The second session: it offers to go on, and the report is copied.
    private func goOn(_ console: String, _ world: CommandFixture) async throws -> Int {
        var keys = 0
        try await withWindow(console) { tmux in
            try await tmux.acceptClipboard()
            let offered = try await tmux.wait(for: "go on?", within: Self.patience)
            #expect(!offered.contains("60 of 60"), "the line has dropped too late")
            try await tmux.confirm()
            keys += 1
            try await tmux.wait(for: "60 of 60 succeeded", within: Self.patience)
            for key in ["Enter", ":", "s", "h", "i", "f", "t", "Enter"] {
                try await tmux.send(key)
                keys += 1
            }
            // The console learns of the last runs a moment after the repair: a line of 60 jobs' questions.
            try await tmux.wait("a report without failures", within: Self.patience) {
                $0.contains("Shift report") && $0.contains("Nothing.")
            }
            try await tmux.press("y", until: "the report is on the clipboard") {
                await tmux.clipboard()?.contains("orders\\_0") == true
            }
            keys += 1
            let report = try #require(await tmux.clipboard())
            #expect(report.contains("tester") && !report.contains("still failing"), "\(report)")
            try await tmux.send("q")
            keys += 1
            try await tmux.wait(for: "exit code 0", within: Self.patience)
        }
        return keys
    }

    private func withWindow(_ console: String, _ body: (Tmux) async throws -> Void) async throws {
        try await Tmux.withWindow(
            "sh -c 'TERM=tmux-256color exec \(console)'",
            width: 120,
            height: 40,
            environment: [:],
            body
        )
    }

    /// Every job has a good run, and then the first of each chain one that fails.
    private func makeNight(in world: CommandFixture) async throws {
        for chain in Self.chains {
            try world.write("{\"n\": 1}\n", to: "data/buckets/\(chain)/a.json")
        }
        let documents = Self.chains.map(documents(of:)).joined(separator: "---\n")
        try world.write(documents, to: "night.yaml")
        let made = try await world.pandora("apply", "-f", world.home + "/night.yaml", "--yes")
        #expect(made.code == 0, "\(made.errors)")
        for chain in Self.chains {
            #expect(try await world.pandora("start", "\(chain)_0", "--yes").code == 0)
        }
        for chain in Self.chains {
            try await isOver("\(chain)_\(Self.length - 1)", .successful, in: world)
        }
        for chain in Self.chains {
            try world.write("{\"n\": ", to: "data/buckets/\(chain)/bad.json")
            #expect(try await world.pandora("start", "\(chain)_0", "--yes").code == 0)
            try await isOver("\(chain)_0", .failed, in: world)
        }
    }

    private func documents(of chain: String) -> String {
        let head = """
            kind: datasource
            name: \(chain)
            region: nb
            type: kodo
            spec: {bucket: \(chain), fileType: json}
            schema: [{key: n, valtype: long}]
            ---
            kind: job
            name: \(chain)_0
            srcs: [{name: \(chain), type: DataSource, tableName: \(chain)_t}]
            computation: {type: SQL, code: "SELECT sum(n) AS n FROM \(chain)_t"}
            container: {type: 1U2G, count: 1}
            scheduler: {type: manual}

            """
        let rest = (1..<Self.length).map { place in
            """
            kind: job
            name: \(chain)_\(place)
            srcs: [{name: \(chain)_\(place - 1), type: Job, tableName: \(chain)_t\(place)}]
            computation: {type: SQL, code: "SELECT n + 1 AS n FROM \(chain)_t\(place)"}
            scheduler: {type: depend}

            """
        }
        return ([head] + rest).joined(separator: "---\n")
    }

    private func isOver(_ job: String, _ status: RunStatus, in world: CommandFixture) async throws {
        try await eventually("the newest run of '\(job)' is \(status)", within: Self.patience) {
            try await runs(of: job, in: world).first?.status == status
        }
    }

    private func runs(of job: String, in world: CommandFixture) async throws -> [Run] {
        try await world.service.call { client in
            try await client.send(ListRuns(job: JobName(job), sortBy: "-runId")).history
        }
    }

    /// Every job has two runs, both successful, and the failed ones ran again once.
    private func checkRuns(in world: CommandFixture) async throws {
        for chain in Self.chains {
            for place in 0..<Self.length {
                let runs = try await runs(of: "\(chain)_\(place)", in: world)
                #expect(
                    runs.map(\.status) == [.successful, .successful],
                    "\(chain)_\(place): \(runs)"
                )
            }
        }
        let reruns = world.audit.filter { $0.contains("\"what\":\"Rerun run 2 of ") }
        #expect(reruns.count == Self.chains.count, "\(world.audit)")
    }
}
