import ChildProcess
import Foundation
import PTYSupport
import Testing

/// What `pandorad` says of engines that it cannot have, before it serves.
@Suite struct EngineOptionTests {
    /// Starts a service whose data directory has the settings; returns how it ended.
    private func ending(
        _ options: [String],
        settings: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> ChildCommand.Outcome {
        let directory =
            FileManager.default.temporaryDirectory.path + "/engines-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        if let settings {
            try Data(settings.utf8).write(to: URL(filePath: directory + "/pandorad.yaml"))
        }
        let own = ["PATH": "/usr/bin:/bin", "HOME": directory]
        return try await ChildCommand(
            executable: BuiltProgram.path("pandorad"),
            arguments: ["--data-dir", directory, "--listen", "127.0.0.1:0"] + options,
            environment: own.merging(environment) { $1 }
        ).run()
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            (["--engine", "presto"], "presto"),
            (["--engine", "spark", "--spark-master", "mesos://a:1"], "use local[*], spark://"),
        ]
    )
    func `an engine or a master that is unknown is a wrong argument`(
        _ options: [String],
        _ reason: String
    ) async throws {
        let outcome = try await ending(options)
        #expect(outcome.ending == "exited with code 64", "\(outcome.ending)")
        #expect(outcome.errorOutput.contains(reason), "\(outcome.errorOutput)")
    }

    @Test(.timeLimit(.minutes(1)), arguments: [nil, "engines: {nightly: spark}"])
    func `a service without the Spark that it needs does not start, and says what to do`(
        _ settings: String?
    ) async throws {
        let options = settings == nil ? ["--engine", "spark"] : []
        let outcome = try await ending(
            options,
            settings: settings,
            environment: ["SPARK_HOME": "/nonexistent/spark"]
        )
        #expect(outcome.ending == "exited with code 69", "\(outcome.ending)")
        let words = "no Spark at '/nonexistent/spark': install Spark 3.5 and give --spark-home"
        #expect(outcome.errorOutput.contains(words), "\(outcome.errorOutput)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `settings that name no engine are refused with their place`() async throws {
        let outcome = try await ending([], settings: "engines: {nightly: presto}")
        #expect(outcome.ending == "exited with code 78", "\(outcome.ending)")
        #expect(outcome.errorOutput.contains("engines.nightly in"), "\(outcome.errorOutput)")
        #expect(outcome.errorOutput.contains("'presto' is unknown: use one of duckdb, spark"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a service without duckdb says at its start that no SQL is computed, and what to do`()
        async throws
    {
        let directory = FileManager.default.temporaryDirectory.path + "/one-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let other = try await ServiceProcess(directory: directory)
        defer { other.stop() }
        // Its address is taken, so that it ends after what it says at its start.
        let address = other.url.replacingOccurrences(of: "http://", with: "")
        let outcome = try await ending(["--listen", address, "--duckdb", "/nonexistent/duckdb"])
        #expect(outcome.ending == "exited with code 69", "\(outcome.ending)")
        let words =
            "no SQL is computed, since the duckdb command '/nonexistent/duckdb' cannot be run"
        #expect(outcome.errorOutput.contains(words), "\(outcome.errorOutput)")
    }
}
