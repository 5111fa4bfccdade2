import ChildProcess
import Foundation
import PTYSupport
import PipelineAPI
import PipelineClient
import ProjectFiles
import Testing

/// `kill -9` of the built service: what becomes of its children, and of what it has acknowledged.
@Suite(.serialized) struct KillTests {
    @Test func `of twenty children none is left a second after their service was killed`()
        async throws
    {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try await ServiceProcess(
            directory: directory,
            options: ["--parallel-runs", "20"]
        )
        let children = ChildOwner(URL(filePath: directory).resolvingSymlinksInPath().path)
        try await service.call { api in
            try await ServiceProcess.createSource(api, directory: directory)
            for number in 0..<20 {
                let job = try JobName("endless_\(number)")
                _ = try await api.send(CreateJob(job: job, body: .endless))
                _ = try await api.send(StartJob(job: job))
            }
        }
        // Each has its guard and the guard's reader beside it.
        try await eventually("twenty computations run", within: 60) { children.running.count == 60 }
        try await service.call { api in
            let late = try JobName("late")
            _ = try await api.send(CreateJob(job: late, body: .endless))
            _ = try await api.send(StartJob(job: late))
            let run = try await api.send(ListRuns(job: late, runId: ListRuns.newest)).history.first
            #expect(
                run?.message?.hasPrefix("waits for one of 20 slots, taken by run 1 of ") == true
            )
        }
        service.killAtOnce()
        try await eventually("no child is left", within: 1) { children.running.isEmpty }
    }

    @Test
    func `computations without end stop with the change and the deletion of their transforms`()
        async throws
    {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try await ServiceProcess(directory: directory)
        let children = ChildOwner(URL(filePath: directory).resolvingSymlinksInPath().path)
        let repo = try RepoName("web")
        let names = try ["a", "b"].map { try TransformName($0) }
        try await service.call { api in
            let schema = try Schema([SchemaField("n", .long)])
            _ = try await api.send(
                CreateRepo(repo: repo, body: .init(region: "nb", schema: schema))
            )
            _ = try await api.send(PostPoints(repo: repo, text: Data("n=1".utf8)))
            for name in names {
                let code = "-- dialect: duckdb\nSELECT max(sleep_ms(86400000 + n)) AS n FROM stream"
                _ = try await api.send(
                    CreateTransform(
                        repo: repo,
                        transform: name,
                        destination: RepoName("from_\(name)"),
                        body: TransformSpec(
                            mode: "sql",
                            code: code,
                            interval: "5s",
                            container: Container(type: "1U2G", count: 1),
                            whence: .oldest
                        )
                    )
                )
            }
        }
        try await eventually("both compute") { children.running.count == 6 }
        try await service.call { api in
            _ = try await api.send(DeleteTransform(repo: repo, transform: names[0]))
            try await eventually("one computation is left") { children.running.count == 3 }
            let body = TransformSpec(mode: "sql", code: "SELECT sum(n) AS n FROM stream")
            _ = try await api.send(UpdateTransform(repo: repo, transform: names[1], body: body))
            try await eventually("the changed transform has computed") {
                let points = SamplePoints(repo: try RepoName("from_b"), count: 1)
                return try await api.send(points).records.count == 1
            }
            #expect(children.running.isEmpty)
        }
        service.stop()
    }

    @Test func `what an earlier service left running is ended at the next start`() async throws {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = URL(filePath: directory).resolvingSymlinksInPath().path
        func left(by owner: String) throws -> ChildIdentity {
            try DetachedChild.launch(
                "/bin/sleep",
                arguments: ["600"],
                environment: ["PANDORA_CHILD_OF": owner],
                logPath: NSTemporaryDirectory() + "left-" + UUID().uuidString
            ).identity
        }
        let (own, other) = (try left(by: path), try left(by: path + "-other"))
        defer { other.kill() }
        let service = try await ServiceProcess(directory: directory)
        #expect(!own.isAlive && other.isAlive)
        service.stop()
    }

    /// A short run of `Tools/test-kills.py`; `make test-kills` is the long one.
    @Test(
        .timeLimit(.minutes(5)),
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: Self.python),
            "there is no python3: run Tools/install-packages.sh python3"
        )
    )
    func `five kills at random moments lose nothing that was acknowledged and double nothing`()
        async throws
    {
        let script = ProjectFiles.root.appending(path: "Tools/test-kills.py").path
        let program = try BuiltProgram.path("pandorad")
        let outcome = try await ChildCommand(
            executable: Self.python,
            arguments: [script, "5", "2026"],
            environment: ProcessInfo.processInfo.environment.merging(["PANDORAD": program]) { $1 }
        ).run()
        #expect(outcome.isSuccess, "\(outcome.output)\(outcome.errorOutput)")
    }

    private static let python = "/usr/bin/python3"
}
