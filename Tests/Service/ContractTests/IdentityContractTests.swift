import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

/// Definitions that are created again under the name of one that was deleted.
@Suite struct IdentityContractTests {
    /// A kind of definition: the requests that make one, and where the store has it.
    struct Kind: Sendable, CustomTestStringConvertible {
        var path: String
        /// What follows the path where it is created.
        var suffix = ""
        var body: String
        var change: String
        var identity: @Sendable (any Store) async throws -> Int64?

        var testDescription: String { path }

        func send(_ method: HTTPMethod, _ world: ServiceFixture) async throws -> ErrorCode? {
            let path = method == .post ? path + suffix : path
            let body = method == .post ? body : method == .put ? change : ""
            return try await world.code(of: WireRequest(method, path, body: Data(body.utf8)))
        }
    }

    static let kinds = [
        Kind(
            path: "/v2/repos/plain",
            body: #"{"region":"nb","schema":[{"key":"n","valtype":"long"}]}"#,
            change: #"{"schema":[{"key":"n","valtype":"long"},{"key":"m","valtype":"long"}]}"#,
            identity: { try await $0.repo(named: "plain")?.identity }
        ),
        Kind(
            path: "/v2/repos/other/transforms/count",
            suffix: "/to/counted",
            body: #"{"mode":"sql","code":"SELECT 1"}"#,
            change: #"{"interval":"10s"}"#,
            identity: {
                try await $0.streamTask(.init(.transform, repo: "other", name: "count"))?.identity
            }
        ),
        Kind(
            path: "/v2/repos/other/transforms/count",
            suffix: "/to/counted",
            body: #"{"mode":"sql","code":"SELECT 1"}"#,
            change: #"{"interval":"10s"}"#,
            identity: { try await $0.repo(named: "counted")?.identity }
        ),
        Kind(
            path: "/v2/repos/other/exports/out",
            body: #"{"type":"http","spec":{"host":"h","uri":"/u"}}"#,
            change: #"{"spec":{"host":"i","uri":"/u"}}"#,
            identity: {
                try await $0.streamTask(.init(.export, repo: "other", name: "out"))?.identity
            }
        ),
        Kind(
            path: "/v2/jobs/single",
            body: job,
            change: job,
            identity: { try await $0.job(named: "single")?.identity }
        ),
        Kind(
            path: "/v2/jobs/next/exports/out",
            body: #"{"type":"http","spec":{"host":"h","uri":"/u"}}"#,
            change: #"{"spec":{"host":"i","uri":"/u"}}"#,
            identity: { try await $0.jobExports(of: "next").first { $0.name == "out" }?.identity }
        ),
    ]

    private static let job = """
        {"srcs":[{"name":"logs","type":"DataSource","tableName":"t"}],"scheduler":{"type":"manual"},
        "container":{"type":"1U2G","count":1},"computation":{"code":"SELECT 1","type":"SQL"}}
        """

    @Test(arguments: Carrier.allCases, kinds)
    func `a change keeps a definition's identity, one created again has another`(
        _ carrier: Carrier,
        _ kind: Kind
    ) async throws {
        try await carrier.world { world in
            try await RefusalFixture.fill(world)
            #expect(try await kind.send(.post, world) == nil)
            let first = try #require(try await kind.identity(world.store))
            #expect(try await kind.send(.put, world) == nil)
            #expect(try await kind.identity(world.store) == first)
            #expect(try await kind.send(.delete, world) == nil)
            #expect(try await kind.send(.post, world) == nil)
            #expect(try #require(try await kind.identity(world.store)) > first)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `no two definitions have one identity, of whatever kinds they are`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            try await RefusalFixture.fill(world)
            let jobs = try await world.store.jobs()
            var found = try await world.store.repos().map(\.identity)
            found += try await world.store.streamTasks().map(\.identity)
            found += jobs.map(\.identity)
            for job in jobs {
                found += try await world.store.jobExports(of: job.name).map(\.identity)
            }
            #expect(found.count > 12 && Set(found).count == found.count && !found.contains(0))
        }
    }

    @Test(arguments: Carrier.allCases)
    func `points that were checked against a deleted repo are not added to one of its name`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let record = RepoRecord(name: "web", repo: Repo(region: "nb", schema: []))
            _ = try await world.store.insert(record)
            let old = try #require(try await world.store.repo(named: "web"))
            _ = try await world.store.deleteRepo(named: "web")
            _ = try await world.store.insert(record)
            let batch = PointBatch(count: 1, json: Data("[{}]".utf8), arrivedAt: ServiceFixture.now)
            #expect(try await !world.store.append(batch, to: old))
            #expect(try await !world.store.update(old))
            #expect(try await world.store.pointCount(of: "web") == 0)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a run of a deleted job changes none of a job of its name`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            try await RefusalFixture.fill(world)
            let kind = Self.kinds[4]
            var runs: [RunRecord] = []
            for _ in 1...2 {
                _ = try await kind.send(.post, world)
                let job = try #require(try await world.store.job(named: "single"))
                let run = try await world.store.insertRun(
                    of: job,
                    batchTime: ServiceFixture.now,
                    parameters: [:],
                    isUnique: true
                )
                runs.append(try #require(run))
                if runs.count == 1 {
                    _ = try await kind.send(.delete, world)
                    let late = try await world.store.insertRun(
                        of: job,
                        batchTime: ServiceFixture.now + 60,
                        parameters: [:],
                        isUnique: false
                    )
                    #expect(late == nil)
                }
            }
            #expect(runs.map(\.runId) == [1, 1])
            var late = runs[0]
            late.status = .successful
            #expect(try await !world.store.replace(late, whereStatus: .ready))
            #expect(try await world.store.run(job: "single", runId: 1) == runs[1])
        }
    }
}
