import ChildProcess
import Foundation
import Testing

@Suite struct NamedPipeTests {
    private func pipe() throws -> NamedPipe {
        try NamedPipe(at: NSTemporaryDirectory() + "pipe-" + UUID().uuidString)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [0, 10, 1_000_000])
    func `a child reads the text as a file, and no file has it`(_ bytes: Int) async throws {
        let pipe = try pipe()
        defer { try? FileManager.default.removeItem(atPath: pipe.path) }
        let text = String(repeating: "x", count: bytes)
        async let written: Void = pipe.write(text)
        let outcome = try await ChildCommand(
            executable: "/usr/bin/wc",
            arguments: ["-c", pipe.path]
        ).run()
        try await written
        #expect(outcome.output.hasPrefix("\(bytes) "))
        let status = try FileManager.default.attributesOfItem(atPath: pipe.path)
        #expect(status[.size] as? Int == 0)
        #expect(status[.posixPermissions] as? Int == 0o600)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a wait for a reader that never comes can be given up`() async throws {
        let pipe = try pipe()
        defer { try? FileManager.default.removeItem(atPath: pipe.path) }
        let writing = Task { try await pipe.write("secret") }
        writing.cancel()
        await #expect(throws: CancellationError.self) { try await writing.value }
    }

    @Test func `a reader that ends early is no error`() async throws {
        let pipe = try pipe()
        defer { try? FileManager.default.removeItem(atPath: pipe.path) }
        async let written: Void = pipe.write(String(repeating: "x", count: 1_000_000))
        let outcome = try await ChildCommand(
            executable: "/usr/bin/head",
            arguments: ["-c", "1", pipe.path]
        ).run()
        try await written
        #expect(outcome.output == "x")
    }
}
