package import Console
import ConsoleRuntime
package import FoundationEssentials
import PipelineAPI
import Polling
package import Screen

/// The whole console below the terminal, driven by a test: real state, program, effects and polling, and the
/// service in process.
///
/// Time stands still between the steps of a test; each step runs until nothing can go on without time, a key or
/// a held answer. Steps return the driver, so that a behaviour is one sentence:
/// `try await driver.press("/").type("pv").press(.enter).expect("hourly_pv")`.
package final class ConsoleDriver: Sendable {
    /// What a test may begin with that is not as in most.
    package struct Options: Sendable {
        package var size = Size(width: 100, height: 30)
        package var writable = Identity.Writable.always
        package var profiles = ["local"]
        package var commands: [UserCommand] = []
        package var views: [SavedView] = []
        /// What an earlier console kept.
        package var cache: Data?
        /// Said in the first picture.
        package var notice: String?
        /// Set before the console starts.
        package var prepare: @Sendable (ConsoleDriver) async throws -> Void = { _ in }

        package init() {}
    }

    /// The screen is not as a step of a test expects it.
    package struct Unexpected: Error, CustomStringConvertible {
        package let description: String
    }

    package let clock = HandClock()
    package let terminal: FakeTerminal
    package let service: ScriptedService
    package let pipeline: SamplePipeline
    package let host = FakeHost()
    private let executor = CountingExecutor()

    private init(_ options: Options) async throws {
        terminal = await FakeTerminal(size: options.size, clock: clock)
        pipeline = try await SamplePipeline(clock: clock)
        service = ScriptedService(pipeline.api, clock: clock, host: host)
    }

    /// Opens a console, has a test drive it, and closes the terminal unless the test has ended the program.
    ///
    /// Returns how the program ended.
    @discardableResult
    package static func run(
        _ change: (inout Options) -> Void = { _ in },
        _ body: (ConsoleDriver) async throws -> Void
    ) async throws -> ConsoleExit {
        var options = Options()
        change(&options)
        let driver = try await ConsoleDriver(options)
        try await options.prepare(driver)
        let program = try await driver.program(options)
        let running = Task(executorPreference: driver.executor) { await program.run() }
        do {
            try await driver.settled()
            try await body(driver)
        } catch {
            _ = await driver.send(.closed)
            _ = await running.value
            throw error
        }
        _ = await driver.send(.closed)
        return await running.value
    }

    @UIActor private func program(_ options: Options) throws -> ConsoleProgram {
        var state = ConsoleState(
            identity: Identity(
                profile: "local",
                region: "nb",
                endpoint: "http://127.0.0.1:9900",
                writable: options.writable
            ),
            zone: .utc,
            size: options.size,
            now: clock.date
        )
        state.profiles = options.profiles
        state.userCommands = options.commands
        state.keymap = try Keymap.standard.adding(options.commands)
            .adding(options.views)
        state.savedViews = options.views
        let program = ConsoleProgram(
            state: state,
            terminal: terminal,
            api: service,
            host: host.consoleHost(clock),
            clock: clock.pollClock,
            generator: SteadyGenerator()
        )
        if let cache = options.cache.flatMap(StateCache.read) { program.restore(cache) }
        if let notice = options.notice { program.notice(LocalizedText(verbatim: notice)) }
        return program
    }
}

extension ConsoleDriver {
    /// Presses keys by name, each once everything the one before led to is done.
    @discardableResult
    package func press(_ keys: Key...) async throws -> ConsoleDriver {
        for key in keys { await send(.key(key)) }
        return self
    }

    /// Presses keys by their labels: `"r"`, `"Ctrl-L"`.
    @discardableResult
    package func press(_ labels: String...) async throws -> ConsoleDriver {
        for label in labels {
            guard let key = Key(label: label) else {
                throw Unexpected(description: "no key is called '\(label)'")
            }
            await send(.key(key))
        }
        return self
    }

    @discardableResult
    package func type(_ text: String) async throws -> ConsoleDriver {
        for character in text { await send(.key(.character(character))) }
        return self
    }

    /// Confirms the plan on the screen, once it has been there long enough to be read.
    @discardableResult
    package func confirm() async throws -> ConsoleDriver {
        try await after(.seconds(1)).press("y")
    }

    @discardableResult
    package func tell(_ event: TerminalEvent) async throws -> ConsoleDriver {
        await send(event)
        return self
    }

    private func send(_ event: TerminalEvent) async {
        await terminal.send(event)
        await settle()
        await terminal.paint()
    }

    /// Lets time pass, step by step: whatever is due in between happens when it is due.
    @discardableResult
    package func after(_ time: Duration) async throws -> ConsoleDriver {
        await settle()
        let end = clock.now + time
        while let next = await nextDue, next <= end {
            clock.move(to: next)
            await settle()
        }
        clock.move(to: end)
        return try await settled()
    }

    private var nextDue: Duration? {
        get async { [clock.nextDue, await terminal.nextDue].compactMap { $0 }.min() }
    }

    /// Waits until nothing can go on by itself.
    @discardableResult
    package func settled() async throws -> ConsoleDriver {
        await settle()
        await terminal.paint()
        return self
    }

    /// Waits until several turns of the UI in a row gave nobody anything to do.
    ///
    /// One is not enough: a turn finds the jobs queued before it done, but one of those may have queued another
    /// behind it, since an await of the program takes a few turns.
    private func settle() async {
        var count = -1
        var quietTurns = 0
        while quietTurns < 5 {
            let enqueued = await executor.idle()
            let hadTimers = await terminal.runTimers()
            quietTurns = enqueued == count && !hadTimers ? quietTurns + 1 : 0
            count = enqueued
        }
    }
}

extension ConsoleDriver {
    /// The rows of the screen as text.
    package var screen: String { get async { await terminal.text } }

    @discardableResult
    package func expect(
        _ texts: String...,
        line: Int = #line
    ) async throws -> ConsoleDriver {
        let screen = await screen
        for text in texts where !screen.contains(text) {
            throw Unexpected(description: "line \(line): no '\(text)' on the screen:\n\(screen)")
        }
        return self
    }

    @discardableResult
    package func expectNot(
        _ texts: String...,
        line: Int = #line
    ) async throws -> ConsoleDriver {
        let screen = await screen
        for text in texts where screen.contains(text) {
            throw Unexpected(description: "line \(line): '\(text)' is on the screen:\n\(screen)")
        }
        return self
    }
}

/// Always the same draw: halfway.
private struct SteadyGenerator: RandomNumberGenerator, Sendable {
    mutating func next() -> UInt64 { 1 << 63 }
}
