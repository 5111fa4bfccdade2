import Subprocess
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A command that keeps answering: it is given a line, and answers with one.
package struct LineDialogue: Equatable, Sendable {
    private let command: ChildCommand

    /// `command` reads lines from its standard input; its error output is dropped.
    package init(_ command: ChildCommand) { self.command = command }

    /// Runs the command for as long as the body does, then kills its process group.
    ///
    /// Cancelling the task ends the command too.
    /// - Throws: if the command cannot be started, or what the body throws.
    package func run(
        _ body: @Sendable (Channel) async throws -> Void
    ) async throws {
        // Writing to a command that has ended is an error here, and not the end of this program.
        signal(SIGPIPE, SIG_IGN)
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(
                signal: .kill,
                toProcessGroup: true,
                allowedDurationToNextStep: .milliseconds(1)
            )
        ]
        let environment = command.environment.merging(command.owner?.environment ?? [:]) { $1 }
        let values = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        _ = try await Subprocess.run(
            .path(FilePath(command.executable)),
            arguments: Arguments(command.arguments),
            environment: .custom(Dictionary(uniqueKeysWithValues: values)),
            platformOptions: options,
            input: .inputWriter,
            output: .sequence,
            error: .discarded
        ) { execution in
            let processID = Int32(execution.processIdentifier.value)
            guard let child = ChildIdentity(ofRunning: processID) else { return }
            defer { child.kill() }
            let writer = execution.standardInputWriter
            let lines = execution.standardOutput.strings(
                separatedBy: .unicodeScalarSequence(["\n"]),
                bufferingPolicy: .maxLineLength(command.outputLimit)
            )
            try await body(Channel(child, lines) { _ = try await writer.write($0) })
        }
    }

    /// Both ends of a running command.
    package actor Channel {
        package nonisolated let child: ChildIdentity
        private let write: @Sendable (String) async throws -> Void
        private var lines: Lines.AsyncIterator

        fileprivate typealias Lines = SubprocessOutputSequence.StringSequence<UTF8>

        fileprivate init(
            _ child: ChildIdentity,
            _ lines: Lines,
            write: @escaping @Sendable (String) async throws -> Void
        ) {
            self.child = child
            self.lines = lines.makeAsyncIterator()
            self.write = write
        }

        /// Sends a line, which has no line break in it, and waits for the answer.
        ///
        /// One question is asked after the other. Returns `nil` if the command ended first; it is killed
        /// once the time limit has passed.
        package func answer(
            to line: String,
            within limit: Duration
        ) async throws -> String? {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [child] in
                    try await Task.sleep(for: limit)
                    child.kill()
                }
                defer { group.cancelAll() }
                try await write(line + "\n")
                var rest = lines
                let answer = try await rest.next(isolation: self)
                lines = rest
                return answer
            }
        }
    }
}
