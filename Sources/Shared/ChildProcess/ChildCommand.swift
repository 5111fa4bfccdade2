import Subprocess
import Synchronization
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A command that runs in its own process group, with its output kept up to a limit.
///
/// **Invariant:** the group, which is the command and all it has started, does not outlive the call, nor this
/// process, however that ends.
package struct ChildCommand: Equatable, Sendable {
    /// The absolute path of the program.
    package var executable: String
    package var arguments: [String]
    /// The complete environment; nothing is inherited.
    package var environment: [String: String]
    /// The maximum size of each output in bytes; more is an error.
    package var outputLimit: Int
    /// The service it is started for; `nil` if leftovers of it need not be found.
    package var owner: ChildOwner?

    package init(
        executable: String,
        arguments: [String],
        environment: [String: String] = [:],
        outputLimit: Int = 4 << 20,
        owner: ChildOwner? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.outputLimit = outputLimit
        self.owner = owner
    }

    /// The reason why a command could not be started.
    package struct LaunchError: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// The result of a command that was not cancelled.
    package struct Outcome: Equatable, Sendable {
        package var isSuccess: Bool
        /// The exit code; `nil` if a signal terminated it.
        package var exitCode: Int32?
        /// The number of the signal that terminated it; `nil` if it exited.
        package var signal: Int32?
        package var output: String
        package var errorOutput: String

        /// The ending in words: `exited with code 1`, `was terminated by signal 9`.
        package var ending: String {
            signal.map { "was terminated by signal \($0)" } ?? "exited with code \(exitCode ?? 0)"
        }

        init(_ status: TerminationStatus, output: String = "", errorOutput: String = "") {
            isSuccess = status.isSuccess
            switch status {
            case .exited(let code): exitCode = Int32(code)
            case .signaled(let number): signal = Int32(number)
            }
            self.output = output
            self.errorOutput = errorOutput
        }
    }

    /// Runs the command to its end; `onStart` is called with the process that leads its group.
    ///
    /// Cancelling the task sends the group SIGTERM, then SIGKILL after five seconds.
    /// - Throws: if the command cannot be started, or writes more than the limit.
    package func run(
        onStart: @Sendable (ChildIdentity) async -> Void = { _ in }
    ) async throws -> Outcome {
        let watch = try watchPipe()
        defer { watch.end() }
        return try await run(watchedBy: watch, onStart: onStart)
    }

    /// *Throws* ``LaunchError`` where the command cannot be started.
    func watchPipe() throws -> WatchPipe {
        // The guard would only say so in words of the shell.
        guard access(executable, X_OK) == 0 else {
            let name = executable.split(separator: "/").last.map(String.init) ?? executable
            throw LaunchError(description: "'\(name)' cannot be executed: install it")
        }
        guard let watch = try? WatchPipe() else {
            throw LaunchError(description: "too many files are open: allow more (ulimit -n)")
        }
        return watch
    }

    func run(
        watchedBy watch: WatchPipe,
        onStart: @Sendable (ChildIdentity) async -> Void
    ) async throws -> Outcome {
        let result = try await launch(
            watchedBy: watch,
            output: .string(limit: outputLimit),
            error: .string(limit: outputLimit)
        ) { execution in
            let processID = Int32(execution.processIdentifier.value)
            if let child = ChildIdentity(ofRunning: processID) { await onStart(child) }
        }
        return Outcome(
            result.terminationStatus,
            output: result.standardOutput,
            errorOutput: result.standardError
        )
    }

    /// Starts the command in a group of its own, which ends with the call.
    func launch<Output: OutputProtocol, ErrorOutput: ErrorOutputProtocol>(
        watchedBy watch: WatchPipe,
        output: Output,
        error: ErrorOutput,
        body:
            @Sendable (
                Execution<FileDescriptorInput, Output, ErrorOutput>
            ) async throws -> Void
    ) async throws -> ExecutionResult<Void, Output, ErrorOutput> {
        let group = Mutex<Int32?>(nil)
        // What the command has started and left; a group that is empty has no such number any more.
        defer { if let id = group.withLock({ $0 }) { kill(-id, SIGKILL) } }
        let values = environment.merging(owner?.environment ?? [:]) { $1 }
            .map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        return try await Subprocess.run(
            .path(FilePath(ChildGuard.shell)),
            arguments: Arguments(ChildGuard.arguments(executable, arguments)),
            environment: .custom(Dictionary(uniqueKeysWithValues: values)),
            platformOptions: options,
            input: .fileDescriptor(watch.reader, closeAfterSpawningProcess: true),
            output: output,
            error: error
        ) { execution in
            group.withLock { $0 = Int32(execution.processIdentifier.value) }
            try await body(execution)
        }
    }

    private var options: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(
                signal: .terminate,
                toProcessGroup: true,
                allowedDurationToNextStep: .seconds(5)
            )
        ]
        return options
    }
}
