import Foundation
import PTYSupport
import Testing

/// The console where it is used: on another host, through a real ssh session.
@Suite(
    .serialized,
    .enabled(if: SSHServer.isInstalled, "there is no sshd: run Tools/install-sshd.sh")
)
struct SSHTests {
    @Test
    func `over ssh a job is found, started, seen to succeed and copied, and the terminal left`()
        async throws
    {
        try await withConsole { tmux, world, _ in
            let record = world.home + "/record"
            try await tmux.acceptClipboard()
            try await tmux.record(to: record)
            try await tmux.wait("the console") {
                $0.contains("Batch jobs") && $0.contains("endless")
            }
            try await startJob(tmux)

            try await tmux.send("Escape")
            try await tmux.press("y", until: "the job's name is on the clipboard") {
                await tmux.clipboard() == "quick"
            }
            let copied = "\u{1B}]52;c;" + Data("quick".utf8).base64EncodedString()
            try await eventually("what went over the line has it too") {
                try String(contentsOfFile: record, encoding: .utf8).contains(copied)
            }

            #expect(try await tmux.value(of: Self.modes) == "11")

            try await tmux.send("q")
            let left = try await tmux.wait(for: "exit code 0")
            #expect(left.split(separator: "\n") == ["typed before", "exit code 0"])
            #expect(try await tmux.value(of: Self.modes + "#{cursor_flag}") == "001")
            let bytes = try String(contentsOfFile: record, encoding: .utf8)
            for mode in ["2004", "1004"] {
                // The record may begin after the console: what counts is how it was left.
                let off = try #require(bytes.ranges(of: "[?\(mode)l").last)
                let on = bytes.ranges(of: "[?\(mode)h").last
                #expect(on.map { $0.lowerBound < off.lowerBound } ?? true)
            }
        }
    }

    @Test func `what is copied arrives where the terminal's type only says screen`() async throws {
        try await withConsole(type: "screen-256color") { tmux, _, _ in
            try await tmux.acceptClipboard()
            try await tmux.wait("the console") { $0.contains("endless") }
            try await tmux.press("y", until: "a job's name is on the clipboard") {
                await tmux.clipboard() == "endless"
            }
        }
    }

    @Test
    func `over ssh a console follows its window, and ends when the client is killed`() async throws
    {
        try await withConsole { tmux, _, server in
            let program = try BuiltProgram.path("pandora")
            try await tmux.wait("the console") { $0.contains("endless") }
            try await resize(tmux, width: 120, height: 36)
            try await resize(tmux, width: 80, height: 24)
            let consoles = try server.processes(running: program)
            #expect(consoles.count == 1)
            let pane = try #require(Int32(try await tmux.value(of: "#{pane_pid}")))
            let client = try #require(try server.clients(below: pane).first)
            kill(client, SIGKILL)
            try await eventually("the console has ended", within: 5) {
                !consoles.contains(where: ProcessTable.isRunning)
            }
            #expect(try server.processes(running: program).isEmpty)
        }
    }

    private static let modes = "#{alternate_on}#{mouse_any_flag}"

    /// Opens the console in a session on a service of its own.
    private func withConsole(
        type: String = "tmux-256color",
        _ body: (Tmux, CommandFixture, SSHServer) async throws -> Void
    ) async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            let made = try await world.pandora("apply", "-f", file, "--yes")
            #expect(made.code == 0, "\(made.errors)")
            try await SSHServer.with(in: world.home + "/ssh") { server in
                let command = try server.command(
                    BuiltProgram.path("pandora"),
                    environment: world.environment
                )
                try await Tmux.withWindow(
                    "sh -c 'echo typed before; TERM=\(type) exec \(command)'",
                    width: 100,
                    height: 30,
                    environment: [:]
                ) { tmux in
                    try await body(tmux, world, server)
                }
            }
        }
    }

    private func startJob(_ tmux: Tmux) async throws {
        try await tmux.filter("quick", of: "4 Batch jobs")
        try await tmux.wait("one job") { $0.contains("1 of 2") }
        try await tmux.press("S", until: "POST /v2/jobs/quick/actions/start")
        try await tmux.confirm()
        try await tmux.wait("the run's success without a key") { $0.contains("✔ Successful") }
    }

    /// Changes the window's size and waits for the frame to end at its edges.
    private func resize(_ tmux: Tmux, width: Int, height: Int) async throws {
        try await tmux.resize(width: width, height: height)
        try await tmux.wait("a console of \(width)×\(height)") { screen in
            let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.contains { $0.count == width && $0.hasSuffix("┐") }
                && lines.count >= height && !lines[height - 1].isEmpty
        }
    }
}
