import Foundation
import PTYSupport
import PipelineAPI
import PipelineClient
import SQLiteStore
import Testing

/// Points through a transform and exports on the built service, with its power cut in between.
@Suite(.serialized) struct StreamStoryTests {
    @Test(.timeLimit(.minutes(2)))
    func `after kill -9 in the midst of posts every acknowledged point is computed exactly once`()
        async throws
    {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let first = try await ServiceProcess(directory: directory)
        try await first.call { try await prepare($0) }
        var sent = 0
        for round in 0..<3 {
            let service =
                round == 0 ? first : try await ServiceProcess(directory: directory)
            sent += try await service.call { api in
                try await post(to: api, killing: service, after: .milliseconds(2500 + 900 * round))
            }
        }
        let last = try await ServiceProcess(directory: directory)
        try await eventually("everything is computed and delivered", within: 60) {
            try await last.call { try await isIdle($0) }
        }
        last.stop()
        let store = try SQLiteStore.open(at: directory + "/pipeline.sqlite")
        let kept = try await store.latestPoints(of: "numbers", count: .max)
        let computed = try await store.latestPoints(of: "sums", count: .max)
        // A post whose answer the cut took may have been kept: what was kept is what counts.
        #expect(kept.count >= sent)
        let numbers = kept.map { $0["n"] ?? .null }
        #expect(Set(numbers).count == kept.count)
        #expect(computed.reduce(0) { $0 + Self.number($1["count"]) } == kept.count)
        let expected = kept.reduce(0) { $0 + Self.number($1["n"]) }
        #expect(computed.reduce(0) { $0 + Self.number($1["total"]) } == expected)
    }

    private static func number(_ value: JSONValue?) -> Int {
        guard case .integer(let number)? = value else { return 0 }
        return Int(number)
    }

    private func prepare(_ api: APIClient) async throws {
        let repo = try RepoName("numbers")
        let schema = try Schema([SchemaField("n", .long, required: true)])
        _ = try await api.send(CreateRepo(repo: repo, body: .init(region: "nb", schema: schema)))
        _ = try await api.send(
            CreateTransform(
                repo: repo,
                transform: TransformName("add_up"),
                destination: RepoName("sums"),
                body: TransformSpec(
                    mode: "sql",
                    code: "SELECT count(*) AS count, sum(n) AS total FROM numbers",
                    interval: "5s",
                    whence: .oldest
                )
            )
        )
        _ = try await api.send(
            CreateExport(
                repo: RepoName("sums"),
                export: ExportName("to_logs"),
                body: .init(
                    type: .logdb,
                    spec: ["destRepoName": "sums", "doc": ["sum": "#total"]]
                )
            )
        )
    }

    /// Posts numbers nobody else posts until the service is killed; answers how many were taken.
    private func post(
        to api: APIClient,
        killing service: ServiceProcess,
        after time: Duration
    ) async throws -> Int {
        let end = ContinuousClock.now + time
        let base = Int(service.id) * 1_000_000
        var sent = 0
        while ContinuousClock.now < end {
            let lines = (0..<10).map { "n=\(base + sent + $0)" }.joined(separator: "\n")
            _ = try await api.send(PostPoints(repo: RepoName("numbers"), text: Data(lines.utf8)))
            sent += 10
            try await Task.sleep(for: .milliseconds(5))
        }
        service.killAtOnce()
        return sent
    }

    private func isIdle(_ api: APIClient) async throws -> Bool {
        let transform = try await api.send(
            GetTransform(repo: RepoName("numbers"), transform: TransformName("add_up"))
        )
        let export = try await api.send(
            GetExport(repo: RepoName("sums"), export: ExportName("to_logs"))
        )
        return transform.progress?.behind == 0 && export.progress?.behind == 0
    }
}
