import FoundationEssentials
import Testing

@testable import ChildProcess

/// What becomes of children, and of theirs, when the process that started them ends.
@Suite struct ChildGuardTests {
    private let owner = ChildOwner("guard-test-" + UUID().uuidString)

    private func command(_ script: String) -> ChildCommand {
        ChildCommand(
            executable: "/bin/sh",
            arguments: ["-c", script],
            environment: ["PATH": "/usr/bin:/bin"],
            owner: owner
        )
    }

    private func eventually(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(2)) }
    }

    @Test(.timeLimit(.minutes(5)))
    func `children end with their parent, theirs too, also those that ignore the request to end`()
        async throws
    {
        // The end of a process closes its pipes, and nothing else tells the children of it.
        let watches = try (0..<20).map { _ in try WatchPipe() }
        let command = command("trap '' TERM HUP; sleep 600 & sleep 600 & wait; sleep 600")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for watch in watches {
                group.addTask {
                    try await command.run(watchedBy: watch, onStart: { _ in }).isSuccess
                }
            }
            // The guard, its reader, the shell and two that sleep.
            try await eventually { owner.running.count == watches.count * 5 }
            for watch in watches { watch.end() }
            for try await isSuccess in group { #expect(!isSuccess) }
            try await eventually { owner.running.isEmpty }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `what a command has started and left is ended with it`() async throws {
        let outcome = try await command("sleep 600 >/dev/null 2>&1 & echo done").run()
        #expect(outcome.isSuccess && outcome.output == "done\n")
        try await eventually { owner.running.isEmpty }
    }

    @Test(.timeLimit(.minutes(5)))
    func `leftovers are found by their owner and ended, wherever their group is`() async throws {
        let log = FileManager.default.temporaryDirectory.path + "/leftover-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: log) }
        let other = ChildOwner("guard-test-" + UUID().uuidString)
        for owner in [owner, owner, other] {
            let child = try DetachedChild.launch(
                "/bin/sh",
                arguments: ["-c", "setsid sleep 600 & sleep 600"],
                environment: ["PATH": "/usr/bin:/bin"].merging(owner.environment) { $1 },
                logPath: log
            )
            #expect(child.identity.isAlive)
        }
        try await eventually { owner.running.count == 6 && other.running.count == 3 }
        #expect(owner.endAll() == 6)
        try await eventually { owner.running.isEmpty }
        #expect(other.running.count == 3)
        other.endAll()
    }

    @Test func `a command ends as its program did, by a code or by a signal`() async throws {
        #expect(try await command("exit 3").run().exitCode == 3)
        let killed = try await command("kill -9 $$").run()
        #expect(killed.signal == 9 && killed.errorOutput.isEmpty)
        let asked = try await command("kill $$").run()
        #expect(asked.signal == 15 && asked.errorOutput.isEmpty)
    }

    @Test func `a program that is not there is named`() async throws {
        let command = ChildCommand(executable: "/nowhere/duck", arguments: [])
        await #expect(
            throws: ChildCommand.LaunchError(description: "'duck' cannot be executed: install it")
        ) {
            try await command.run()
        }
    }
}
