import Foundation
import PTYSupport
import PipelineAPI
import PipelineClient
import SQLiteStore
import Testing

@Suite(.serialized) struct DurabilityTests {
    @Test func `after kill -9 a running run is Failed with a reason and nothing is lost`()
        async throws
    {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let first = try await ServiceProcess(directory: directory)
        try await first.call { api in
            try await prepare(api, directory: directory)
            _ = try await api.send(StartJob(job: JobName("endless")))
        }
        _ = try await first.call { api in try await waitForRun(api, .running) }
        let service = first.id
        try await eventually("a child computes") {
            try !ProcessTable.computations(of: service).isEmpty
        }
        let child = try #require(try ProcessTable.computations(of: service).first)
        first.killAtOnce()

        let second = try await ServiceProcess(directory: directory)
        let run = try await second.call { api in try await waitForRun(api, .failed) }
        #expect(run.message?.contains("service restarted") == true)
        try await eventually("the child of the killed service is gone") {
            !ProcessTable.isRunning(child)
        }
        let repo = try await second.call { try await $0.send(GetRepo(repo: RepoName("kept"))) }
        #expect(repo.schema.map(\.key) == ["n"])
        second.stop()
        #expect(
            try await SQLiteStore.open(at: directory + "/pipeline.sqlite").pointCount(
                of: "kept",
                after: 0
            )
                == 3
        )
    }

    private func prepare(_ api: APIClient, directory: String) async throws {
        let schema = try Schema([SchemaField("n", .long, required: true)])
        let repo = try RepoName("kept")
        _ = try await api.send(CreateRepo(repo: repo, body: .init(region: "nb", schema: schema)))
        _ = try await api.send(PostPoints(repo: repo, text: Data("n=1\nn=2\nn=3".utf8)))
        try await ServiceProcess.createSource(api, directory: directory)
        _ = try await api.send(CreateJob(job: JobName("endless"), body: .endless))
    }

    private func waitForRun(_ api: APIClient, _ status: RunStatus) async throws -> Run {
        let question = ListRuns(job: try JobName("endless"), runId: ListRuns.newest)
        for _ in 0..<400 {
            if let run = try await api.send(question).history.first, run.status == status {
                return run
            }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw Tmux.Failure(description: "the run never is \(status)")
    }
}
