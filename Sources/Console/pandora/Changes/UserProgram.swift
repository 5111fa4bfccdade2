import ChildProcess
import Console
import Glibc
import PipelineAPI

/// Runs the program of a user's command, without a shell, each argument as it is.
struct UserProgram {
    let environment: [String: String]

    /// How long a command may run in the background.
    private static let limit = Duration.seconds(600)

    /// Runs it to its end; `onLine` is given what it writes in the background, and `nil` gives it the terminal.
    ///
    /// *Throws* where the program is not found or cannot be started.
    func run(
        _ run: UserCommandRun,
        onLine: (@Sendable (String) -> Void)?
    ) async throws(APIError) -> UserCommandEnd {
        let program = run.arguments.first ?? ""
        guard let path = path(of: program) else {
            throw APIError(.cancelled, "'\(program)' is not found: install it, or write its path")
        }
        let arguments = Array(run.arguments.dropFirst())
        do {
            guard let onLine else { return try await inForeground(path, arguments) }
            return try await inBackground(path, arguments, onLine)
        } catch { throw APIError(.cancelled, "'\(program)' did not run to its end: \(error)") }
    }

    private func inForeground(
        _ path: String,
        _ arguments: [String]
    ) async throws -> UserCommandEnd {
        let code = try await ForegroundChild.run(
            path,
            arguments: arguments,
            environment: environment
        )
        let ending =
            code > 128 ? "was terminated by signal \(code - 128)" : "exited with code \(code)"
        return UserCommandEnd(isSuccess: code == 0, ending: ending)
    }

    private func inBackground(
        _ path: String,
        _ arguments: [String],
        _ onLine: @escaping @Sendable (String) -> Void
    ) async throws -> UserCommandEnd {
        let command = ChildCommand(
            executable: path,
            arguments: arguments,
            environment: environment
        )
        let outcome = try await withThrowingTaskGroup(of: ChildCommand.Outcome?.self) { group in
            group.addTask { try await command.run(onLine: onLine) }
            group.addTask {
                try await Task.sleep(for: Self.limit)
                return nil
            }
            let first = try await group.next() ?? nil
            group.cancelAll()
            return first
        }
        guard let outcome else {
            return UserCommandEnd(isSuccess: false, ending: "was ended after ten minutes")
        }
        return UserCommandEnd(isSuccess: outcome.isSuccess, ending: outcome.ending)
    }

    private func path(of program: String) -> String? {
        let candidates =
            program.contains("/")
            ? [program]
            : (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
        return candidates.first { access($0, X_OK) == 0 }
    }
}
