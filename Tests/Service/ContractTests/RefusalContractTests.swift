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
            let before = try await StoreContents(world.store)
            for refusal in Refusals.all {
                let code = try await world.code(of: refusal.request)
                #expect(code == refusal.code, "\(refusal)")
            }
            #expect(try await StoreContents(world.store) == before)
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

    @Test func `every call has a handler`() async throws {
        try await Carrier.memory.world { world in
            #expect(world.table.unserved.map { $0.name } == [])
        }
    }

    @Test(arguments: Catalogue.knownByName.indices)
    func `what is known by name only is answered E9001`(_ index: Int) async throws {
        let route = Catalogue.knownByName[index]
        try await Carrier.http.world { world in
            let names = route.parameters.map { ($0, "x") }
            let path = route.path(filling: Dictionary(uniqueKeysWithValues: names))
            let code = try await world.code(of: WireRequest(route.method, path))
            #expect(code == .notImplemented)
        }
    }

    private func fill(_ world: ServiceFixture) async throws {
        for (method, path, body) in RefusalFixture.requests {
            let answer = try await world.send(
                WireRequest(method, path, body: Data(body.utf8))
            )
            let words = String(decoding: answer.body, as: UTF8.self)
            #expect(answer.status == 200, "\(method.rawValue) \(path): \(words)")
        }
    }
}

/// The contents of a store, compared before and after a refusal.
private struct StoreContents: Equatable {
    let repos: [RepoRecord]
    let sources: [DataSource]
    let jobs: [JobRecord]
    let runs: [RunRecord]
    let variables: [Variable]
    let points: Int
    let tasks: [StreamTask]
    let plugins: [Plugin]
    let groups: [Group]
    let workflows: [Workflow]
    let exports: [JobExportRecord]

    init(_ store: any Store) async throws {
        repos = try await store.repos()
        sources = try await store.dataSources()
        jobs = try await store.jobs()
        runs = try await store.unfinishedRuns()
        variables = try await store.userVariables()
        points = try await store.pointCount(of: "web")
        tasks = try await store.streamTasks()
        plugins = try await store.records(Plugin.self)
        groups = try await store.records(Group.self)
        workflows = try await store.workflows()
        exports = try await store.jobExports(of: "daily")
    }
}
