import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

/// Rules between jobs that read one another, near and far, over every carrier.
@Suite struct JobDependencyContractTests {
    private func create(
        _ name: String,
        reading source: String,
        _ type: JobSourceType = .job,
        table: String
    ) throws -> CreateJob {
        CreateJob(
            job: try JobName(name),
            body: JobDefinition(
                srcs: [JobSource(name: source, type: type, tableName: table)],
                computation: Computation(code: "SELECT 1"),
                container: Container(type: "1U2G", count: 1),
                scheduler: JobScheduler(type: .manual)
            )
        )
    }

    private func replacing(_ call: CreateJob) -> UpdateJob {
        UpdateJob(job: call.job, body: call.body)
    }

    /// Lends a world with jobs `a`, `b` that reads it, and `c` that reads `b`; their tables are `ta`, `tb`, `tc`.
    private func chain(
        _ carrier: Carrier,
        _ body: (ServiceFixture) async throws -> Void
    ) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(
                CreateDataSource(
                    dataSource: DataSourceName("logs"),
                    body: .init(
                        region: "nb",
                        type: .kodo,
                        spec: DataSourceSpec(bucket: "logs", fileType: "json")
                    )
                )
            )
            _ = try await world.api.send(create("a", reading: "logs", .dataSource, table: "ta"))
            _ = try await world.api.send(create("b", reading: "a", table: "tb"))
            _ = try await world.api.send(create("c", reading: "b", table: "tc"))
            try await body(world)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a table name is free neither far upstream nor far downstream`(
        _ carrier: Carrier
    ) async throws {
        try await chain(carrier) { world in
            let below = try create("d", reading: "c", table: "TA")
            #expect(await world.code(of: below) == .duplicateTableName)
            let above = replacing(try create("a", reading: "logs", .dataSource, table: "tc"))
            #expect(await world.code(of: above) == .duplicateTableName)
            let beside = try create("d", reading: "a", table: "tc")
            #expect(await world.code(of: beside) == nil)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a job reads nothing that comes of it`(_ carrier: Carrier) async throws {
        try await chain(carrier) { world in
            for source in ["a", "b", "c"] {
                let circle = replacing(try create("a", reading: source, table: "x"))
                let code: ErrorCode = source == "a" ? .jobSourceNotFound : .invalidBatchSpec
                #expect(await world.code(of: circle) == code, "\(source)")
            }
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a job that is replaced no longer reads what it read before`(
        _ carrier: Carrier
    ) async throws {
        try await chain(carrier) { world in
            let jobB = try JobName("b")
            #expect(await world.code(of: DeleteJob(job: jobB)) == .jobHasDownstream)
            _ = try await world.api.send(replacing(create("c", reading: "a", table: "tc")))
            let readers = try await world.api.send(ListJobs(srcJob: "a")).jobs
            #expect(readers.map(\.name) == ["b", "c"])
            #expect(try await world.api.send(ListJobs(srcJob: "b")).jobs.isEmpty)
            let first = try await world.api.send(ListJobs(srcDatasource: "logs")).jobs
            #expect(first.map(\.name) == ["a"])
            _ = try await world.api.send(DeleteJob(job: jobB))
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a source that is missing is refused with the one that was probably meant`(
        _ carrier: Carrier
    ) async throws {
        try await chain(carrier) { world in
            _ = try await world.api.send(create("daily", reading: "a", table: "td"))
            let wrong = [
                (try create("d", reading: "dayly", table: "x"), "'daily'"),
                (try create("d", reading: "lgs", .dataSource, table: "x"), "'logs'"),
            ]
            for (call, meant) in wrong {
                let error = await #expect(throws: APIError.self) {
                    _ = try await world.api.send(call)
                }
                #expect(error?.code == .jobSourceNotFound)
                #expect(error?.message.contains("did you mean \(meant)") == true)
            }
        }
    }
}
