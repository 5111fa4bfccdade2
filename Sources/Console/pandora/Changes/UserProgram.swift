import ChildProcess
import Console
import Glibc
import PipelineAPI

/// Runs the program of a user's command, without a shell, each argument as it is.
struct UserProgram {
    let environment: [String: String]

    /// How long a command may run in the background.
    private static let limit = Duration.seconds(600)
    /// The most output that is shown, in bytes.
    private static let mostOutput = 1 << 20

    /// *Throws* where the program is not found or cannot be started.
    func run(_ run: UserCommandRun) async throws(APIError) -> UserCommandEnd {
        try await self.run(run, inBackground: run.command.isInBackground)
    }

    func run(
        _ run: UserCommandRun,
        inBackground isInBackground: Bool
    ) async throws(APIError) -> UserCommandEnd {
        let program = run.arguments.first ?? ""
        guard let path = path(of: program) else {
            throw APIError(.cancelled, "'\(program)' is not found: install it, or write its path")
        }
        let arguments = Array(run.arguments.dropFirst())
        do {
            return isInBackground
                ? try await inBackground(path, arguments)
                : try await inForeground(path, arguments)
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
        _ arguments: [String]
    ) async throws -> UserCommandEnd {
        let command = ChildCommand(
            executable: path,
            arguments: arguments,
            environment: environment,
            outputLimit: Self.mostOutput
        )
        let outcome = try await withThrowingTaskGroup(of: ChildCommand.Outcome?.self) { group in
            group.addTask { try await command.run() }
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
        return UserCommandEnd(
            isSuccess: outcome.isSuccess,
            ending: outcome.ending,
            output: outcome.output + outcome.errorOutput
        )
    }

    private func path(of program: String) -> String? {
        let candidates =
            program.contains("/")
            ? [program]
            : (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
        return candidates.first { access($0, X_OK) == 0 }
    }
}
