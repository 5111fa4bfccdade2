import Subprocess
import SystemPackage

/// A command that runs in its own process group, with its output kept up to a limit.
package struct ChildCommand: Equatable, Sendable {
    /// The absolute path of the program.
    package var executable: String
    package var arguments: [String]
    /// The complete environment; nothing is inherited.
    package var environment: [String: String]
    /// The maximum size of each output in bytes; more is an error.
    package var outputLimit: Int

    package init(
        executable: String,
        arguments: [String],
        environment: [String: String] = [:],
        outputLimit: Int = 4 << 20
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.outputLimit = outputLimit
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
    }

    /// Runs the command to its end; `onStart` is called with its process.
    ///
    /// Cancelling the task sends its group SIGTERM, then SIGKILL after five seconds.
    /// - Throws: if the command cannot be started, or writes more than the limit.
    package func run(
        onStart: @Sendable (ChildIdentity) async -> Void = { _ in }
    ) async throws -> Outcome {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(
                signal: .terminate,
                toProcessGroup: true,
                allowedDurationToNextStep: .seconds(5)
            )
        ]
        let values = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        let result = try await Subprocess.run(
            .path(FilePath(executable)),
            arguments: Arguments(arguments),
            environment: .custom(Dictionary(uniqueKeysWithValues: values)),
            platformOptions: options,
            input: .none,
            output: .string(limit: outputLimit),
            error: .string(limit: outputLimit)
        ) { execution in
            let processID = Int32(execution.processIdentifier.value)
            if let child = ChildIdentity(ofRunning: processID) { await onStart(child) }
        }
        var exitCode: Int32?
        var signal: Int32?
        switch result.terminationStatus {
        case .exited(let code): exitCode = Int32(code)
        case .signaled(let number): signal = Int32(number)
        }
        return Outcome(
            isSuccess: result.terminationStatus.isSuccess,
            exitCode: exitCode,
            signal: signal,
            output: result.standardOutput,
            errorOutput: result.standardError
        )
    }
}
