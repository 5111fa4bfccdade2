import ChildProcess
import Foundation
import PTYSupport
import ProjectFiles
import Testing

/// A short run of `Tools/monkey.py`; `make monkey` is the long one.
@Suite struct MonkeyTests {
    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: Self.python),
            "there is no python3: run Tools/install-packages.sh python3"
        )
    )
    func `random keys neither end the console nor spoil the terminal`() async throws {
        let script = ProjectFiles.root.appending(path: "Tools/monkey.py").path
        let outcome = try await ChildCommand(
            executable: Self.python,
            arguments: [
                script, "--seconds", "15", "--seed", "2026", "--program",
                BuiltProgram.path("pandora"),
            ],
            environment: ProcessInfo.processInfo.environment
        ).run()
        #expect(outcome.isSuccess, "\(outcome.output)\(outcome.errorOutput)")
    }

    private static let python = "/usr/bin/python3"
}
