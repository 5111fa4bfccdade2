import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

@Suite struct RefusalContractTests {
    @Test(arguments: Carrier.allCases)
    func `what is refused has its declared code and changes nothing`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            try await fill(world)
            let before = try await Kept(world.store)
            for refusal in Refusals.all {
                let code = try await world.code(of: refusal.request)
                #expect(code == refusal.code, "\(refusal)")
            }
            #expect(try await Kept(world.store) == before)
        }
    }

    @Test func `every error that a served call declares is provoked`() async throws {
        try await Carrier.memory.world { world in
            let declared = Catalogue.calls.filter(world.table.serves).flatMap { call in
                call.route.errors.map { "\(call.name) \($0)" }
            }
            let provoked = Refusals.all.compactMap { refusal in
                refusal.call.map { "\($0.name) \(refusal.code)" }
            }
            #expect(Set(declared).subtracting(provoked).sorted() == Refusals.unprovoked.sorted())
        }
    }

    @Test(arguments: Carrier.allCases)
    func `calls without a handler are answered E9001`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            let unserved = world.table.unserved
            #expect(
                unserved.map { $0.name } == [
                    "CreateTransform", "GetTransform", "UpdateTransform", "DeleteTransform",
                    "UploadPlugin", "CreateExport", "UpdateExport", "GetExport", "DeleteExport",
                    "CreateJobExport", "UpdateJobExport", "GetJobExport", "DeleteJobExport",
                ]
            )
            for call in unserved {
                let names = call.route.parameters.map { ($0, "x") }
                let path = call.route.path(filling: Dictionary(uniqueKeysWithValues: names))
                let code = try await world.code(of: WireRequest(call.route.method, path))
                #expect(code == .notImplemented, "\(call.name)")
            }
        }
    }

    private func fill(_ world: World) async throws {
        let repo = CreateRepo.Body(
            region: "nb",
            schema: try Schema([
                SchemaField("ip", .string, required: true), SchemaField("size", .long),
            ])
        )
        _ = try await world.api.send(CreateRepo(repo: RepoName("web"), body: repo))
        let spec = DataSourceSpec(bucket: "logs", fileType: "json")
        let source = CreateDataSource.Body(region: "nb", type: .kodo, spec: spec)
        let logs = try DataSourceName("logs")
        _ = try await world.api.send(CreateDataSource(dataSource: logs, body: source))
        let daily = JobDefinition(
            srcs: [JobSource(name: "logs", type: .dataSource, tableName: "t")],
            computation: Computation(code: "SELECT 1"),
            container: Container(type: "1U2G", count: 1),
            scheduler: JobScheduler(type: .manual)
        )
        let next = JobDefinition(
            srcs: [JobSource(name: "daily", type: .job, tableName: "u")],
            computation: Computation(code: "SELECT 1"),
            scheduler: JobScheduler(type: .depend)
        )
        _ = try await world.api.send(CreateJob(job: JobName("daily"), body: daily))
        _ = try await world.api.send(CreateJob(job: JobName("next"), body: next))
        _ = try await world.api.send(StartJob(job: JobName("daily")))
        let variable = VariableBody(type: .string, value: "x")
        _ = try await world.api.send(CreateVariable(variable: VariableName("v"), body: variable))
    }
}

/// Everything a store keeps, for telling whether a refusal left a trace.
private struct Kept: Equatable {
    let repos: [RepoRecord]
    let sources: [DataSource]
    let jobs: [JobRecord]
    let runs: [RunRecord]
    let variables: [Variable]
    let points: Int

    init(_ store: any Store) async throws {
        repos = try await store.repos()
        sources = try await store.dataSources()
        jobs = try await store.jobs()
        runs = try await store.unfinishedRuns()
        variables = try await store.userVariables()
        points = try await store.pointCount(of: "web")
    }
}
