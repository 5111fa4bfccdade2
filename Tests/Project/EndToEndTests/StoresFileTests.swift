import ChildProcess
import Foundation
import PTYSupport
import Testing

/// `stores.yaml` as users write it: at the start, on SIGHUP, and with `check-stores`.
@Suite struct StoresFileTests {
    /// Runs pandorad in a directory that has the file; returns how it ended.
    private func ending(
        _ text: String?,
        _ arguments: (String) -> [String]
    ) async throws -> ChildCommand.Outcome {
        let directory = ServiceProcess.temporaryDirectory()
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        if let text { try write(text, in: directory) }
        return try await ChildCommand(
            executable: BuiltProgram.path("pandorad"),
            arguments: arguments(directory),
            environment: ["PATH": "/usr/bin:/bin", "HOME": directory]
        ).run()
    }

    private func write(_ text: String, in directory: String) throws {
        let path = directory + "/stores.yaml"
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a store that is misspelt keeps a service from starting, with the name that was meant`()
        async throws
    {
        let outcome = try await ending("tsbd: local") {
            ["--data-dir", $0, "--listen", "127.0.0.1:0"]
        }
        #expect(outcome.ending == "exited with code 78", "\(outcome.ending)")
        #expect(outcome.errorOutput.contains("is unknown: did you mean 'tsdb'?"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a file that is named must be there`() async throws {
        let outcome = try await ending(nil) { ["check-stores", "--stores", $0 + "/none.yaml"] }
        #expect(outcome.ending == "exited with code 78", "\(outcome.ending)")
        #expect(outcome.errorOutput.contains("none.yaml' does not exist: check the path"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a check names each store, and fails where one does not answer`() async throws {
        let local = try await ending(nil) { ["check-stores", "--data-dir", $0] }
        #expect(local.isSuccess)
        let lines = local.output.split(separator: "\n").map { $0.split(separator: " ").first ?? "" }
        #expect(lines == ["kodo", "tsdb", "report", "logdb", "hdfs", "mongodb"])
        let text = "tsdb: {url: 'http://127.0.0.1:1', database: d, user: u, password: hidden}"
        let outcome = try await ending(text) { ["check-stores", "--data-dir", $0] }
        #expect(outcome.ending == "exited with code 69", "\(outcome.ending)")
        #expect(outcome.output.contains("connection refused: is it running there?"))
        #expect(!(outcome.output + outcome.errorOutput).contains("hidden"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a hangup has the file read again, and a bad one changes nothing`() async throws {
        let directory = ServiceProcess.temporaryDirectory()
        let service = try await ServiceProcess(
            directory: directory,
            options: ["--log-level", "info"]
        )
        defer {
            service.stop()
            try? FileManager.default.removeItem(atPath: directory)
        }
        func log() -> String {
            (try? String(contentsOfFile: directory + "/log", encoding: .utf8)) ?? ""
        }
        try write("logdb: {url: 'http://127.0.0.1:1', user: u, password: hidden}", in: directory)
        kill(service.id, SIGHUP)
        try await eventually("the file is read again") {
            log().contains("the stores were read again: logdb at http://127.0.0.1:1")
        }
        try write("logdb: {ulr: x}", in: directory)
        kill(service.id, SIGHUP)
        try await eventually("the bad file is told") {
            log().contains("the stores stay as they were") && log().contains("did you mean 'url'?")
        }
        #expect(!log().contains("hidden"))
    }
}
