import ChildProcess
import Foundation
import Synchronization
import Testing

@testable import SparkEngine

/// A driver that is a shell: it answers a line with the line, `hang` never, and `end` by ending.
@Suite(.timeLimit(.minutes(2))) struct SparkDriverTests {
    private static let shell = """
        while read line; do case "$line" in
        hang) sleep 600;; end) exit 1;;
        once) [ -e "$0" ] || { touch "$0"; exit 1; }; echo again;;
        *) echo "$line";; esac; done
        """
    private let mark = FileManager.default.temporaryDirectory.path + "/driver-" + UUID().uuidString

    /// Calls a body while a driver runs that has no time to start.
    private func driving(
        _ executable: String = "/bin/sh",
        _ body: (SparkDriver) async throws -> Void
    ) async throws {
        let command = ChildCommand(
            executable: executable,
            arguments: ["-c", SparkDriverTests.shell, mark],
            environment: ["PATH": "/usr/bin:/bin"]
        )
        let driver = SparkDriver(start: .zero) { command }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await driver.run() }
            defer { group.cancelAll() }
            try await body(driver)
        }
        try? FileManager.default.removeItem(atPath: mark)
    }

    @Test func `a request that takes longer than its limit fails, and the next one is answered`()
        async throws
    {
        try await driving { driver in
            let late = await driver.ask("hang", within: .milliseconds(200))
            guard case .failed(let reason) = late else {
                Issue.record("\(late)")
                return
            }
            #expect(reason.hasPrefix("spark does not answer: try again"))
            #expect(await driver.ask("a", within: .seconds(60)) == .answer("a"))
        }
    }

    @Test func `a driver that has ended is started again, and asked once more`() async throws {
        try await driving { driver in
            #expect(await driver.ask("a", within: .seconds(60)) == .answer("a"))
            #expect(await driver.ask("once", within: .seconds(60)) == .answer("again"))
            guard case .failed = await driver.ask("end", within: .seconds(60)) else {
                Issue.record("a driver that ends at each request has answered")
                return
            }
            #expect(await driver.ask("b", within: .seconds(60)) == .answer("b"))
        }
    }

    @Test func `a request that is cancelled ends its driver, and those behind it are answered`()
        async throws
    {
        try await driving { driver in
            let (starts, started) = AsyncStream.makeStream(of: ChildIdentity.self)
            let asking = { @Sendable () async -> SparkDriver.Outcome in
                await driver.ask("hang", within: .seconds(600)) { started.yield($0) }
            }
            let outcome = await withTaskGroup(of: SparkDriver.Outcome.self) { group in
                group.addTask { await asking() }
                for await _ in starts { break }
                group.cancelAll()
                return await group.next()
            }
            #expect(outcome == .cancelled)
            #expect(await driver.ask("b", within: .seconds(60)) == .answer("b"))
        }
    }

    @Test func `a driver whose command has changed is started again for the next request`()
        async throws
    {
        let word = Mutex("a")
        let driver = SparkDriver(start: .zero) {
            ChildCommand(
                executable: "/bin/sh",
                arguments: ["-c", "while read line; do echo \"$WORD\"; done"],
                environment: ["PATH": "/usr/bin:/bin", "WORD": word.withLock { $0 }]
            )
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await driver.run() }
            defer { group.cancelAll() }
            for next in ["a", "b", "b", "c"] {
                word.withLock { $0 = next }
                #expect(await driver.ask("x", within: .seconds(60)) == .answer(next))
            }
        }
    }

    @Test func `a driver that cannot be started fails what is asked`() async throws {
        try await driving("/nonexistent/python3") { driver in
            guard case .failed = await driver.ask("a", within: .seconds(60)) else {
                Issue.record("nothing has answered")
                return
            }
        }
    }

    @Test func `what is asked of a driver that was stopped fails at once`() async {
        let driver = SparkDriver(start: .zero) {
            ChildCommand(executable: "/bin/sh", arguments: [], environment: [:])
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await driver.run() }
            group.cancelAll()
        }
        #expect(
            await driver.ask("a", within: .seconds(60))
                == .failed("the service was stopped: try again")
        )
    }
}
