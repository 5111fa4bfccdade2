import FoundationEssentials
import Glibc
import Testing

@testable import ChildProcess

@Suite struct ChildProcessTests {
    @Test func `a command's outputs and its success are told apart`() async throws {
        let script = "echo out; echo err >&2; exit 3"
        let command = ChildCommand(executable: "/bin/sh", arguments: ["-c", script])
        let outcome = try await command.run()
        #expect(outcome.output == "out\n" && outcome.errorOutput == "err\n")
        #expect(!outcome.isSuccess)
    }

    @Test func `lines are handed over while the command runs, from both outputs in their order`()
        async throws
    {
        // The second line waits for the first to be there.
        let script = "echo one; cat \"$1\"; echo two >&2; printf three"
        let pipe = FileManager.default.temporaryDirectory.path + "/lines-" + UUID().uuidString
        #expect(mkfifo(pipe, 0o600) == 0)
        defer { unlink(pipe) }
        let command = ChildCommand(executable: "/bin/sh", arguments: ["-c", script, "sh", pipe])
        let (lines, feed) = AsyncStream.makeStream(of: String.self)
        async let outcome = command.run { line in
            feed.yield(line)
            if line == "one" { close(open(pipe, O_WRONLY)) }
            if line == "three" { feed.finish() }
        }
        var seen: [String] = []
        for await line in lines { seen.append(line) }
        #expect(seen == ["one", "two", "three"])
        #expect(try await outcome.isSuccess)
    }

    @Test func `a line is cut where it is too long, and a character that comes in pieces is whole`()
    {
        var cutter = LineCutter()
        #expect(cutter.take(Array("a\n\nb".utf8) + [0xE6]) == ["a", ""])
        #expect(cutter.take([0x97, 0xA5]) == [])
        #expect(cutter.rest == "b日")
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: LineCutter.most * 2 + 3)
        var other = LineCutter()
        #expect(other.take(long).map(\.count) == [LineCutter.most, LineCutter.most])
        #expect(other.rest == "xxx")
    }

    @Test func `a process with another start is neither alive nor killed`() async throws {
        let command = ChildCommand(executable: "/bin/sleep", arguments: ["0.2"])
        let outcome = try await command.run { child in
            let other = ChildIdentity(processID: child.processID, startTicks: child.startTicks + 1)
            #expect(child.isAlive && !other.isAlive)
            other.kill()
        }
        #expect(outcome.isSuccess)
    }

    @Test(.timeLimit(.minutes(5)))
    func `a cancelled command that ignores the request to end is killed`() async throws {
        let (children, started) = AsyncStream.makeStream(of: ChildIdentity.self)
        let command = ChildCommand(
            executable: "/bin/sh",
            arguments: ["-c", "trap '' TERM; while :; do sleep 0.1; done"],
            environment: ["PATH": "/usr/bin:/bin"]
        )
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await command.run { started.yield($0) } }
            for await child in children {
                #expect(child.isAlive)
                group.cancelAll()
                await group.waitForAll()
                #expect(!child.isAlive)
                break
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a detached child runs on in a session of its own until it is killed`() async throws {
        let log = FileManager.default.temporaryDirectory.path + "/detached-" + UUID().uuidString
        let child = try DetachedChild.launch(
            "/bin/sh",
            arguments: ["-c", "echo ready; sleep 60"],
            environment: ["PATH": "/usr/bin:/bin"],
            logPath: log
        )
        while child.firstLine == nil { try await Task.sleep(for: .milliseconds(2)) }
        #expect(child.firstLine == "ready")
        child.identity.kill()
        while child.identity.isAlive { try await Task.sleep(for: .milliseconds(2)) }
    }
}
