import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

@Suite struct JobContractTests {
    private let job: JobName
    private let source: DataSourceName

    init() throws {
        job = try JobName("daily")
        source = try DataSourceName("logs")
    }

    private func files(_ bucket: String = "logs", type: String = "json") -> CreateDataSource {
        let spec = DataSourceSpec(bucket: bucket, fileType: type)
        let body = CreateDataSource.Body(region: "nb", type: .kodo, spec: spec)
        return CreateDataSource(dataSource: source, body: body)
    }

    private func definition(
        _ sql: String = "SELECT 1",
        table: String = "t",
        reading: String = "logs",
        container: Container? = Container(type: "1U2G", count: 1)
    ) -> JobDefinition {
        JobDefinition(
            srcs: [JobSource(name: reading, type: .dataSource, tableName: table)],
            computation: Computation(code: sql),
            container: container,
            scheduler: JobScheduler(type: .manual)
        )
    }

    private func downstream(table: String = "u") -> JobDefinition {
        JobDefinition(
            srcs: [JobSource(name: "daily", type: .job, tableName: table)],
            computation: Computation(code: "SELECT 1"),
            scheduler: JobScheduler(type: .depend)
        )
    }

    @Test(arguments: Carrier.allCases)
    func `a data source gets the schema of its files`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            #expect(await world.code(of: files("empty")) == .dataSourceHasNoFiles)
            #expect(await world.code(of: files(type: "parquet")) == .fileFormatMismatch)
            #expect(await world.code(of: files(type: "tar")) == .invalidBatchSpec)
            #expect(
                await world.code(of: GetDataSource(dataSource: source)) == .dataSourceNotFound
            )
            _ = try await world.api.send(files())
            let found = try await world.api.send(GetDataSource(dataSource: source))
            #expect(found.schema == [SchemaField("n", .long, required: false)])
            #expect(await world.code(of: files()) == .dataSourceExists)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a refused job says why by its code`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(files())
            func create(_ body: JobDefinition) async -> ErrorCode? {
                await world.code(of: CreateJob(job: job, body: body))
            }
            let many = Container(type: "16U64G", count: 7)
            let odd = Container(type: "3U", count: 1)
            #expect(await create(definition(reading: "lgs")) == .jobSourceNotFound)
            #expect(await create(definition(table: "1t")) == .invalidBatchSpec)
            #expect(await create(definition("SELECT WRONG")) == .invalidJobSQL)
            #expect(await create(definition("SELECT $(nothing)")) == .undefinedVariable)
            #expect(await create(definition(container: many)) == .invalidContainerCount)
            #expect(await create(definition(container: odd)) == .invalidContainerType)
            #expect(await world.code(of: GetJob(job: job)) == .jobNotFound)
            #expect(await create(definition()) == nil)
            #expect(await create(definition()) == .jobExists)
            let both = ListJobs(srcDatasource: "logs", srcJob: "daily")
            #expect(await world.code(of: both) == .wrongJobArguments)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `what others depend on is not deleted`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(files())
            _ = try await world.api.send(CreateJob(job: job, body: definition()))
            let next = try JobName("next")
            let clash = CreateJob(job: next, body: downstream(table: "t"))
            #expect(await world.code(of: clash) == .duplicateTableName)
            _ = try await world.api.send(CreateJob(job: next, body: downstream()))
            #expect(await world.code(of: DeleteJob(job: job)) == .jobHasDownstream)
            #expect(await world.code(of: StartJob(job: next)) == .jobNotStarted)
            let removal = DeleteDataSource(dataSource: source)
            #expect(await world.code(of: removal) == .dataSourceInUse)
            let readers = try await world.api.send(ListJobs(srcJob: "daily")).jobs
            #expect(readers.map(\.name) == ["next"])
            _ = try await world.api.send(DeleteJob(job: next))
            _ = try await world.api.send(DeleteJob(job: job))
            _ = try await world.api.send(removal)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `history is paged in a stable order`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(files())
            _ = try await world.api.send(CreateJob(job: job, body: definition()))
            let daily = try #require(try await world.store.job(named: "daily"))
            for number in 1...5 {
                let time = ServiceFixture.now.addingTimeInterval(Double(number))
                _ = try await world.store.insertRun(
                    of: daily,
                    batchTime: time,
                    parameters: [:],
                    isUnique: true
                )
            }
            func ids(_ page: Int, _ sort: String) async throws -> [Int] {
                let call = ListRuns(job: job, page: page, size: 2, sortBy: sort)
                let answer = try await world.api.send(call)
                #expect(answer.total == 5)
                return answer.history.map(\.runId)
            }
            #expect(try await ids(1, "runId") == [1, 2])
            #expect(try await ids(3, "runId") == [5])
            #expect(try await ids(1, "-batchTime") == [5, 4])
            let everyPage = try await ids(1, "status") + ids(2, "status") + ids(3, "status")
            #expect(Set(everyPage).count == 5)
            let newest = try await world.api.send(ListRuns(job: job, runId: -1))
            #expect(newest.history.map(\.runId) == [5])
            #expect(await world.code(of: ListRuns(job: job, runId: 9)) == .runNotFound)
            #expect(await world.code(of: ListRuns(job: job, page: 0)) == .malformedBody)
            #expect(await world.code(of: ListRuns(job: job, size: 1001)) == .malformedBody)
            #expect(await world.code(of: ListRuns(job: job, sortBy: "colour")) == .malformedBody)
            #expect(await world.code(of: StopBatch(job: job, runId: 1)) == .runNotStoppable)
            #expect(await world.code(of: RerunBatch(job: job, runId: 1)) == .runNotRerunnable)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `variables of the user's live beside the system's`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            let name = try VariableName("day_before")
            let body = VariableBody(type: .time, value: "$(now)-1d", format: "yyyy-MM-dd")
            let create = CreateVariable(variable: name, body: body)
            #expect(await world.code(of: GetVariable(variable: name)) == .variableNotFound)
            _ = try await world.api.send(create)
            #expect(await world.code(of: create) == .variableExists)
            let year = CreateVariable(variable: try VariableName("year"), body: body)
            #expect(await world.code(of: year) == .systemVariableName)
            let users = try await world.api.send(ListVariables(type: .user)).variables
            #expect(users.map(\.name) == ["day_before"])
            _ = try await world.api.send(DeleteVariable(variable: name))
            #expect(await world.code(of: DeleteVariable(variable: name)) == .variableNotFound)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `types come back in the case they were sent in`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(files())
            var sent = definition()
            sent.srcs[0].type = JobSourceType(rawValue: "DataSource")
            sent.scheduler.type = SchedulerType(rawValue: "Manual")
            _ = try await world.api.send(CreateJob(job: job, body: sent))
            let found = try await world.api.send(GetJob(job: job))
            #expect(found.srcs[0].type.rawValue == "DataSource")
            #expect(found.scheduler.type.rawValue == "Manual")
            let readers = try await world.api.send(ListJobs(srcDatasource: "logs")).jobs
            #expect(readers.map(\.name) == ["daily"])
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a start of a schedule that is in force changes nothing`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(files())
            var hourly = definition()
            let crontab = JobScheduler.Spec(crontab: "0 * * * *")
            hourly.scheduler = JobScheduler(type: .crontab, spec: crontab)
            _ = try await world.api.send(CreateJob(job: job, body: hourly))
            let made = try await world.store.job(named: "daily")
            for _ in 0..<2 { _ = try await world.api.send(StartJob(job: job)) }
            #expect(try await world.store.job(named: "daily") == made)
            #expect(try await world.api.send(ListRuns(job: job)).total == 0)
            _ = try await world.api.send(StopJob(job: job))
            for _ in 0..<2 { _ = try await world.api.send(StartJob(job: job)) }
            #expect(try await world.store.job(named: "daily")?.isScheduled == true)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `an expression without a name is a field of the result`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(files())
            let count = definition("SELECT count(*) FROM t")
            _ = try await world.api.send(CreateJob(job: job, body: count))
            let fields = [SchemaField("count_1", .long)]
            #expect(try await world.api.send(GetJob(job: job)).schema == fields)
            let repo = try RepoName("web")
            let schema = try Schema([SchemaField("x", .long)])
            let made = CreateRepo(repo: repo, body: .init(region: "nb", schema: schema))
            _ = try await world.api.send(made)
            let target = try RepoName("counts")
            let transform = try CreateTransform(
                repo: repo,
                transform: TransformName("count"),
                destination: target,
                body: TransformSpec(code: "select count(*) from web")
            )
            _ = try await world.api.send(transform)
            #expect(try await world.api.send(GetRepo(repo: target)).schema == fields)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `an update is compared with the files unless that was declined`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(files())
            func update(adding keys: [String], declining: Bool? = nil) -> UpdateDataSource {
                UpdateDataSource(
                    dataSource: source,
                    body: .init(
                        spec: DataSourceSpec(bucket: "logs", fileType: "json"),
                        schema: [SchemaField("n", .long)] + keys.map { SchemaField($0, .long) },
                        noVerifySchema: declining
                    )
                )
            }
            #expect(await world.code(of: update(adding: [])) == nil)
            #expect(await world.code(of: update(adding: ["m"])) == .incompatibleSourceSchema)
            #expect(await world.code(of: update(adding: ["m"], declining: true)) == nil)
            #expect(await world.code(of: update(adding: ["m", "k"])) == nil)
            let stored = try await world.api.send(GetDataSource(dataSource: source))
            #expect(stored.schema?.map(\.key) == ["n", "m", "k"] && stored.noVerifySchema == true)
            let again = update(adding: ["m", "k", "j"], declining: false)
            #expect(await world.code(of: again) == .incompatibleSourceSchema)
        }
    }
}
