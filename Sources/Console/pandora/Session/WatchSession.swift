import ArgumentParser
import ChildProcess
import Commands
import Console
import ConsoleRuntime
import FoundationEssentials
import Glibc
import PipelineAPI
import Screen
import Settings
import Synchronization

/// A console without a screen, which tells what changes instead of showing it.
///
/// It polls, keeps definitions and learns the service's zone as the console does, since it is the same program.
struct WatchSession {
    let session: Session
    let jobs: [String]
    let until: WatchCommand.End?
    /// The program that is run for each event, with its arguments; empty for none.
    let command: [String]

    /// What has ended it, for the task that waits.
    private final class Outcome: Sendable {
        let failure = Mutex<CommandFailure?>(nil)
        let hasFailed = Mutex(false)
    }

    /// Runs until what it waits for has happened, or nobody reads its output; returns whether it waited for the end of
    /// runs, and one has failed.
    func run() async throws(CommandFailure) -> Bool {
        let (events, feed) = AsyncStream.makeStream(of: WatchEvent.self)
        let outcome = Outcome()
        let console = try console()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await event in events { await self.carryOut(event) } }
            await self.run(console, outcome, feed)
            feed.finish()
        }
        if let failure = outcome.failure.withLock({ $0 }) { throw failure }
        return until == .idle && outcome.hasFailed.withLock { $0 }
    }

    private func console() throws(CommandFailure) -> ConsoleSession {
        let options: ConsoleOptions
        do {
            options = try ConsoleOptions.parse([])
        } catch { throw CommandFailure(.usage, "\(error)") }
        return ConsoleSession(
            profile: session.profile,
            options: options,
            environment: session.environment
        )
    }

    @UIActor private func run(
        _ console: ConsoleSession,
        _ outcome: Outcome,
        _ feed: AsyncStream<WatchEvent>.Continuation
    ) async {
        let terminal = BlindTerminal()
        var state = ConsoleState(
            identity: session.identity,
            zone: .system,
            size: terminal.size,
            now: Date()
        )
        state.serviceZone = ServiceZone(local: .system, setting: session.profile.zone)
        state.watched = Set(jobs.map { ResourceAddress(.jobs, .root, $0) })
        var host = console.host(session.requests)
        // What a console has left under way is none of its business, nor is the picture of the next start.
        host.work = { _ in .none }
        host.keep = { _ in }
        host.savePreferences = { _ in }
        let program = ConsoleProgram(
            state: state,
            terminal: terminal,
            api: session.api,
            host: host
        )
        var watch = PipelineWatch(profile: session.profile.name, jobs: Set(jobs))
        program.observer = { action, state in
            let isOver = self.tell(watch.take(action, state), outcome, feed)
            if watch.hasFailed { outcome.hasFailed.withLock { $0 = true } }
            // A reader that has gone is not waited for until there is something to tell it.
            return isOver || self.isMet(watch, state) || !Output.isRead
        }
        _ = await program.run()
    }

    private func isMet(_ watch: PipelineWatch, _ state: ConsoleState) -> Bool {
        switch until {
        case .failed?: watch.hasFailed
        case .idle?: watch.isIdle(state)
        case nil: false
        }
    }

    /// Writes events; returns whether nobody reads them any more.
    private func tell(
        _ events: [WatchEvent],
        _ outcome: Outcome,
        _ feed: AsyncStream<WatchEvent>.Continuation
    ) -> Bool {
        do throws(CommandFailure) {
            for event in events {
                guard try Output.endlessLine(event.line) else { return true }
                if !command.isEmpty { feed.yield(event) }
            }
            return false
        } catch {
            outcome.failure.withLock { $0 = error }
            return true
        }
    }

    /// Runs the program for an event; what it writes is shown, and an error of it is no end.
    private func carryOut(_ event: WatchEvent) async {
        guard let program = command.first else { return }
        let child = ChildCommand(
            executable: path(of: program),
            arguments: Array(command.dropFirst()) + [event.line],
            environment: session.environment.merging(event.environment) { $1 }
        )
        do {
            let ended = try await child.run()
            for text in [ended.output, ended.errorOutput] where !text.isEmpty {
                Output.remark(text.hasSuffix("\n") ? String(text.dropLast()) : text)
            }
            guard !ended.isSuccess else { return }
            Output.error(
                "'\(program)' \(ended.ending) for '\(event.event.rawValue)': see what it wrote"
            )
        } catch {
            Output.error(
                "'\(program)' cannot be run: look at its path, and whether it may be executed"
            )
        }
    }

    /// The path of a program, which is searched for as a shell does it.
    private func path(of program: String) -> String {
        guard !program.contains("/") else { return program }
        let folders = (session.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 } ?? program
    }
}

extension WatchEvent {
    /// It as one line of JSON.
    var line: String {
        (try? JSONCoding.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
