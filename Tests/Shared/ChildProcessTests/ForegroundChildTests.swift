import ChildProcess
import Foundation
import Testing

@Suite struct ForegroundChildTests {
    /// Runs a shell script that writes a file when it is ready, and cancels it then; returns its code.
    private func code(ofCancelled script: String) async throws -> Int32 {
        let ready = NSTemporaryDirectory() + "ready-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: ready) }
        let running = Task {
            try await ForegroundChild.run(
                "/bin/sh",
                arguments: ["-c", script, "sh", ready],
                environment: ["PATH": "/usr/bin:/bin"]
            )
        }
        while !FileManager.default.fileExists(atPath: ready) {
            try await Task.sleep(for: .milliseconds(5))
        }
        running.cancel()
        return try await running.value
    }

    @Test(.timeLimit(.minutes(1)))
    func `a command whose terminal is gone is told so, and its end is waited for`() async throws {
        let script = "trap 'exit 7' HUP; touch \"$1\"; while :; do sleep 0.01; done"
        #expect(try await code(ofCancelled: script) == 7)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a command that goes on without its terminal is left to itself`() async throws {
        // It ends once the test has taken its file away.
        let script = "trap '' HUP; touch \"$1\"; while [ -e \"$1\" ]; do sleep 0.05; done"
        #expect(try await code(ofCancelled: script) == 128 + SIGHUP)
    }
}
