import FoundationEssentials
import Gzip
import PipelineAPI
import PipelineEngine
import PipelineService
import PipelineSigning
import Testing

/// Transforms, exports, plugins and points, over every carrier.
@Suite struct StreamResourceContractTests {
    private func makeWeb(_ world: ServiceFixture) async throws -> RepoName {
        let repo = try RepoName("web")
        let schema = try Schema([SchemaField("ip", .string), SchemaField("n", .long)])
        _ = try await world.api.send(
            CreateRepo(repo: repo, body: .init(region: "nb", schema: schema))
        )
        return repo
    }

    @Test(arguments: Carrier.allCases)
    func `a transform makes its repo, grows it and takes it along`(_ carrier: Carrier) async throws
    {
        try await carrier.world { world in
            let repo = try await makeWeb(world)
            let (name, target) = (try TransformName("count"), try RepoName("pv"))
            _ = try await world.api.send(
                CreateTransform(
                    repo: repo,
                    transform: name,
                    destination: target,
                    body: TransformSpec(mode: "sql", code: "SELECT 1")
                )
            )
            let made = try await world.api.send(GetTransform(repo: repo, transform: name))
            #expect(made.to == "pv" && made.spec.interval == "1m")
            #expect(made.progress?.processed == 0)
            let before = try await world.api.send(GetRepo(repo: target))
            #expect(before.derivedFrom == "count" && before.schema.map(\.key) == ["n"])
            _ = try await world.api.send(
                UpdateTransform(
                    repo: repo,
                    transform: name,
                    body: TransformSpec(code: "SELECT MORE", interval: "5s")
                )
            )
            let after = try await world.api.send(GetRepo(repo: target))
            #expect(after.schema.map(\.key) == ["n", "m"])
            let listed = try await world.api.send(ListTransforms(repo: repo)).transforms
            #expect(listed.map(\.spec.interval) == ["5s"])
            let exists = CheckTransformExists(repo: repo, transform: name)
            #expect(try await world.api.send(exists).exist)
            _ = try await world.api.send(DeleteTransform(repo: repo, transform: name))
            #expect(try await !world.api.send(exists).exist)
            #expect(try await !world.api.send(CheckRepoExists(repo: target)).exist)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a destination that was there before stays when its transform goes`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let repo = try await makeWeb(world)
            let target = try RepoName("own")
            let schema = try Schema([SchemaField("n", .long), SchemaField("note", .string)])
            _ = try await world.api.send(
                CreateRepo(repo: target, body: .init(region: "nb", schema: schema))
            )
            let name = try TransformName("into")
            _ = try await world.api.send(
                CreateTransform(
                    repo: repo,
                    transform: name,
                    destination: target,
                    body: TransformSpec(code: "SELECT 1")
                )
            )
            _ = try await world.api.send(DeleteTransform(repo: repo, transform: name))
            #expect(try await world.api.send(GetRepo(repo: target)).derivedFrom == "")
        }
    }

    @Test(arguments: Carrier.allCases)
    func `an answer about a transform says its type`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            let repo = try await makeWeb(world)
            _ = try await world.api.send(
                CreateTransform(
                    repo: repo,
                    transform: TransformName("t"),
                    destination: RepoName("out"),
                    body: TransformSpec(mode: "sql", code: "SELECT 1")
                )
            )
            let answer = try await world.send(WireRequest(.get, "/v2/repos/web/transforms/t"))
            #expect(answer.headers["Transform-Type"] == "application/sql")
        }
    }

    @Test(arguments: Carrier.allCases)
    func `an export is given back as it was created, and only its spec is changed`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let repo = try await makeWeb(world)
            let name = try ExportName("out")
            let first: JSONValue = [
                "host": "h", "dbName": "d", "collName": "c", "mode": "INSERT", "unknown": 0,
            ]
            _ = try await world.api.send(
                CreateExport(
                    repo: repo,
                    export: name,
                    body: .init(type: .mongo, whence: .newest, spec: first)
                )
            )
            let made = try await world.api.send(GetExport(repo: repo, export: name))
            #expect(made.type.rawValue == "mongo" && made.spec == first && made.whence == .newest)
            let second: JSONValue = [
                "host": "h", "dbName": "d", "collName": "c", "mode": "UPSERT",
                "updateKey": ["ip"],
            ]
            func update(_ type: ExportType?, _ whence: Whence?) async -> ErrorCode? {
                let body = SpecBody(spec: second, type: type, whence: whence)
                return await world.code(of: UpdateExport(repo: repo, export: name, body: body))
            }
            #expect(await update(.http, nil) == .invalidExport)
            #expect(await update(nil, .oldest) == .invalidExport)
            #expect(await update(nil, nil) == nil)
            #expect(await update(.mongo, .newest) == nil)
            let listed = try await world.api.send(ListExports(repo: repo)).exports
            #expect(listed.map(\.spec) == [second] && listed.map(\.whence) == [.newest])
            let exists = CheckExportExists(repo: repo, export: name)
            #expect(try await world.api.send(exists).exist)
            _ = try await world.api.send(DeleteExport(repo: repo, export: name))
            #expect(try await !world.api.send(exists).exist)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a plugin is kept with its size and digest, and goes when nothing uses it`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let plugin = try PluginName("com.x.Parser")
            let digest = ContentDigest.md5(TinyJar.bytes).base64EncodedString()
            _ = try await world.api.send(
                UploadPlugin(plugin: plugin, jar: TinyJar.bytes, digest: digest)
            )
            let kept = try await world.api.send(GetPlugin(plugin: plugin))
            #expect(kept.size == TinyJar.bytes.count && kept.md5 == digest)
            #expect(try await world.api.send(ListPlugins()).plugins.map(\.name) == ["com.x.Parser"])
            let fields = try await world.api.send(VerifyPlugin(plugin: plugin)).outputFields
            #expect(fields == [PluginField(name: "n", type: .long)])
            _ = try await world.api.send(DeletePlugin(plugin: plugin))
            #expect(try await world.api.send(ListPlugins()).plugins == [])
        }
    }

    @Test(arguments: Carrier.allCases)
    func `points come packed or plain, and the latest ten are samples`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let repo = try await makeWeb(world)
            let text = (1...12).map { "n=\($0)" }.joined(separator: "\n")
            let packed = WireRequest(
                .post,
                "/v2/repos/web/data",
                headers: ["Content-Encoding": "gzip"],
                body: Gzip.compress(Data(text.utf8))
            )
            #expect(try await world.send(packed).status == 200)
            _ = try await world.api.send(PostPoints(repo: repo, text: Data("n=13".utf8)))
            let sampled = try await world.api.send(SamplePoints(repo: repo, count: 2)).records
            #expect(sampled == [["n": 12], ["n": 13]])
            let most = try await world.api.send(SamplePoints(repo: repo, count: 99)).records
            #expect(most.count == 10)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `of many who create the same thing at once exactly one succeeds`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let repo = try await makeWeb(world)
            let transform = CreateTransform(
                repo: repo,
                transform: try TransformName("t"),
                destination: try RepoName("same"),
                body: TransformSpec(code: "SELECT 1")
            )
            let export = CreateExport(
                repo: repo,
                export: try ExportName("e"),
                body: .init(type: .http, spec: ["host": "h", "uri": "/u"])
            )
            #expect(try await winners(transform, in: world) == [.transformExists: 7, nil: 1])
            #expect(try await winners(export, in: world) == [.exportExists: 7, nil: 1])
            let group = CreateGroup(
                group: try GroupName("g"),
                body: Group(region: "nb", container: GroupContainer(type: "1U2G", count: 1))
            )
            #expect(try await winners(group, in: world) == [.groupExists: 7, nil: 1])
        }
    }

    @Test(arguments: Carrier.allCases)
    func `deleting a repo while others use it leaves nothing half`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            for round in 0..<20 {
                let repo = try RepoName("race_\(round)")
                let schema = try Schema([SchemaField("n", .long)])
                _ = try await world.api.send(
                    CreateRepo(repo: repo, body: .init(region: "nb", schema: schema))
                )
                let export = CreateExport(
                    repo: repo,
                    export: try ExportName("e"),
                    body: .init(type: .http, spec: ["host": "h", "uri": "/u"])
                )
                let transform = CreateTransform(
                    repo: repo,
                    transform: try TransformName("t"),
                    destination: try RepoName("made_\(round)"),
                    body: TransformSpec(code: "SELECT 1")
                )
                async let posted = world.code(of: PostPoints(repo: repo, text: Data("n=1".utf8)))
                async let exported = world.code(of: export)
                async let computed = world.code(of: transform)
                async let deleted = world.code(of: DeleteRepo(repo: repo))
                _ = await (posted, exported, computed, deleted)
                try await checkWhole(world)
            }
        }
    }

    /// Whatever reads or writes a repo has that repo.
    private func checkWhole(_ world: ServiceFixture) async throws {
        let repos = Set(try await world.store.repos().map(\.name))
        for task in try await world.store.streamTasks() {
            #expect(repos.contains(task.key.repo))
            if let target = task.destination { #expect(repos.contains(target)) }
            #expect(try await world.store.position(of: task.key) != nil)
        }
        let made = try await world.store.streamTasks().compactMap(\.destination)
        #expect(Set(repos.filter { $0.hasPrefix("made_") }) == Set(made))
    }

    /// How often eight calls at once ended with each code; `nil` for success.
    private func winners(
        _ call: some APICall,
        in world: ServiceFixture
    ) async throws -> [ErrorCode?: Int] {
        await withTaskGroup(of: ErrorCode?.self) { group in
            for _ in 0..<8 { group.addTask { await world.code(of: call) } }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }

    @Test(arguments: Carrier.allCases)
    func `an integer column fits a field of floats`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            let target = try RepoName("floats")
            let transform = try CreateTransform(
                repo: try await makeWeb(world),
                transform: TransformName("into"),
                destination: target,
                body: TransformSpec(code: "SELECT 1", destrepo: [SchemaField("n", .float)])
            )
            _ = try await world.api.send(transform)
            let made = try await world.api.send(GetRepo(repo: target)).schema
            #expect(made == [SchemaField("n", .float)])
        }
    }
}
