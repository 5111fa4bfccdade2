import ChildProcess
import Foundation
import ProjectFiles
import Testing

/// The inputs that `make fuzz-sql` has found and begins with, read once, with no fuzzer.
@Suite struct TranslatorInputTests {
    @Test(.timeLimit(.minutes(5)))
    func `what a fuzzer has found in the translator stays mended`() async throws {
        let python = try #require(ProjectFiles.python, "no python3 in PATH")
        let outcome = try await ChildCommand(
            executable: python,
            arguments: [ProjectFiles.root.appending(path: "Tools/fuzz-sql.py").path, "--kept"],
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        ).run()
        #expect(outcome.isSuccess, "\(outcome.output)\(outcome.errorOutput)")
    }
}
