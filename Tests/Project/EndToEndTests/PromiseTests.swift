import ChildProcess
import Foundation
import PTYSupport
import ProjectFiles
import Testing

/// Short runs of the tools that hold a promise for as long as they are told to; `make promises` has the long ones.
@Suite(
    .serialized,
    .enabled(
        if: Python.isInstalled,
        "there is no python3: run Tools/install-packages.sh python3"
    )
)
struct PromiseTests {
    @Test func `whatever ends the console, the terminal is as it was`() async throws {
        try await run("endings.py", "--rounds", "1", "--stops", "10")
    }

    @Test(.enabled(if: SSHServer.isInstalled, "there is no sshd: run Tools/install-sshd.sh"))
    func `fifty random texts pasted over ssh change nothing`() async throws {
        try await run("pastes.py", "--count", "50")
    }

    @Test(.enabled(if: SSHServer.isInstalled, "there is no sshd: run Tools/install-sshd.sh"))
    func `a hundred random sizes of the window over ssh leave picture and terminal right`()
        async throws
    {
        try await run("resizes.py", "--count", "100")
    }

    @Test func `full disks and damaged stores are told, and nothing is half applied`() async throws
    {
        try await run("faults.py", "--rounds", "5", "--step", "48")
    }

    @Test func `under load nothing grows`() async throws {
        try await run(
            "soak.py",
            "--seconds",
            "20",
            "--jobs",
            "100",
            "--consoles",
            "3",
            "--idle",
            "200"
        )
    }

    private func run(_ tool: String, _ arguments: String...) async throws {
        let script = ProjectFiles.root.appending(path: "Tools/\(tool)").path
        let programs = try ["PANDORAD": BuiltProgram.path("pandorad")]
        let outcome = try await ChildCommand(
            executable: Python.path,
            arguments: [script, "--program", BuiltProgram.path("pandora"), "--seed", "2026"]
                + arguments,
            environment: ProcessInfo.processInfo.environment.merging(programs) { $1 }
        ).run()
        #expect(outcome.isSuccess, "\(outcome.output)\(outcome.errorOutput)")
    }
}

/// The Python of this machine, which runs the tools.
enum Python {
    static let path = "/usr/bin/python3"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }
}
