import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

extension CallExamples {
    private static let files = DataSourceSpec(bucket: "logs", fileType: "json")

    static let dataSources: [CallExample] = [
        CallExample(
            try CreateDataSource(
                dataSource: DataSourceName("more"),
                body: .init(region: "nb", type: .kodo, spec: files)
            )
        ) { _, world in
            let made = try await world.api.send(GetDataSource(dataSource: DataSourceName("more")))
            #expect(made.spec == files && made.schema == [SchemaField("n", .long, required: false)])
        },
        CallExample(
            try UpdateDataSource(
                dataSource: DataSourceName("logs"),
                body: .init(
                    spec: DataSourceSpec(bucket: "logs", keyPrefixes: ["a/"], fileType: "json"),
                    schema: [SchemaField("n", .long), SchemaField("extra", .string)],
                    noVerifySchema: true
                )
            )
        ) { _, world in
            let source = GetDataSource(dataSource: try DataSourceName("logs"))
            let changed = try await world.api.send(source)
            #expect(changed.spec.keyPrefixes == ["a/"] && changed.spec.bucket == "logs")
            let fields = [
                SchemaField("n", .long, required: false),
                SchemaField("extra", .string, required: false),
            ]
            #expect(changed.schema == fields && changed.noVerifySchema == true)
            #expect(try await world.store.dataSource(named: "logs")?.schema == changed.schema)
        },
        CallExample(try GetDataSource(dataSource: DataSourceName("logs"))) { source, _ in
            #expect(source.spec == files && source.type == .kodo && source.region == "nb")
        },
        CallExample(ListDataSources()) { answer, _ in
            #expect(
                answer.datasources.compactMap(\.name).sorted() == ["cdn", "inflow_files", "logs"]
            )
        },
        CallExample(
            try DeleteDataSource(dataSource: DataSourceName("spare")),
            before: { world in
                _ = try await world.api.send(
                    CreateDataSource(
                        dataSource: DataSourceName("spare"),
                        body: .init(region: "nb", type: .kodo, spec: files)
                    )
                )
            }
        ) { _, world in
            let gone = GetDataSource(dataSource: try DataSourceName("spare"))
            #expect(await world.code(of: gone) == .dataSourceNotFound)
        },
        CallExample(
            try CheckDataSourceExists(dataSource: DataSourceName("logs"))
        ) { answer, world in
            #expect(answer.exist)
            let other = CheckDataSourceExists(dataSource: try DataSourceName("none"))
            #expect(try await !world.api.send(other).exist)
        },
        CallExample(InferSchema(body: .init(type: .kodo, spec: files))) { answer, _ in
            #expect(answer.schema == [SchemaField("n", .long)])
        },
    ]

    private static func definition(
        _ sql: String,
        table: String,
        scheduler: JobScheduler = JobScheduler(type: .manual)
    ) -> JobDefinition {
        JobDefinition(
            srcs: [JobSource(name: "logs", type: .dataSource, tableName: table)],
            computation: Computation(code: sql),
            container: Container(type: "1U2G", count: 1),
            scheduler: scheduler
        )
    }

    static let jobs: [CallExample] = [
        CallExample(
            try CreateJob(job: JobName("monthly"), body: definition("SELECT MORE", table: "m"))
        ) { _, world in
            let made = try await world.api.send(GetJob(job: JobName("monthly")))
            #expect(made.computation.code == "SELECT MORE")
            #expect(made.schema?.map(\.key) == ["n", "m"])
        },
        CallExample(
            try UpdateJob(job: JobName("daily"), body: definition("SELECT 2", table: "t"))
        ) { _, world in
            let changed = try await world.api.send(GetJob(job: JobName("daily")))
            #expect(changed.computation.code == "SELECT 2")
        },
        CallExample(ListJobs(srcDatasource: "logs")) { answer, world in
            #expect(answer.jobs.map(\.name) == ["daily"])
            let all = try await world.api.send(ListJobs()).jobs
            #expect(all.compactMap(\.name).sorted() == ["daily", "inflow_job", "next"])
        },
        CallExample(try GetJob(job: JobName("daily"))) { job, _ in
            #expect(job.srcs.map(\.name) == ["logs"] && job.computation.code == "SELECT 1")
        },
        CallExample(try GetJobTranslation(job: JobName("daily"))) { translation, _ in
            #expect(translation.name == "daily" && translation.engine == "fake")
            #expect(translation.sql == "SELECT 1" && translation.note == nil)
        },
        CallExample(try StartJob(job: JobName("daily"))) { _, world in
            let runs = try await world.api.send(ListRuns(job: JobName("daily"))).history
            #expect(runs.map(\.runId).sorted() == [1, 2])
            #expect(runs.map(\.status) == [.ready, .ready])
        },
        CallExample(
            try StopJob(job: JobName("timed")),
            before: { world in
                let yearly = JobScheduler(type: .crontab, spec: .init(crontab: "0 0 1 1 *"))
                let body = definition("SELECT 1", table: "timed", scheduler: yearly)
                _ = try await world.api.send(CreateJob(job: JobName("timed"), body: body))
                #expect(try await world.store.job(named: "timed")?.isScheduled == true)
                let timed = try #require(try await world.store.job(named: "timed"))
                let run = try await world.store.insertRun(
                    of: timed,
                    batchTime: ServiceFixture.now,
                    parameters: [:],
                    isUnique: true
                )
                #expect(run?.status == .ready)
            }
        ) { _, world in
            #expect(try await world.store.job(named: "timed")?.isScheduled == false)
            let runs = try await world.api.send(ListRuns(job: JobName("timed"))).history
            #expect(runs.map(\.status) == [.canceled])
        },
        CallExample(try DeleteJob(job: JobName("next"))) { _, world in
            let gone = GetJob(job: try JobName("next"))
            #expect(await world.code(of: gone) == .jobNotFound)
        },
        CallExample(try CheckJobExists(job: JobName("daily"))) { answer, world in
            #expect(answer.exist)
            let other = CheckJobExists(job: try JobName("none"))
            #expect(try await !world.api.send(other).exist)
        },
    ]

    /// Brings the run that the fixture has started into a status.
    private static func bring(to status: RunStatus, _ world: ServiceFixture) async throws {
        var run = try #require(try await world.store.run(job: "daily", runId: 1))
        run.status = status
        #expect(try await world.store.replace(run, whereStatus: .ready))
    }

    static let runs: [CallExample] = [
        CallExample(try ListRuns(job: JobName("daily"))) { answer, _ in
            #expect(answer.total == 1 && answer.history.map(\.runId) == [1])
            #expect(answer.history[0].batchTime.date == ServiceFixture.now)
        },
        CallExample(
            try StopBatch(job: JobName("daily"), runId: 1),
            before: { try await bring(to: .running, $0) }
        ) { answer, world async throws in
            #expect(answer.preStatus == .running && answer.postStatus == .cancelling)
            #expect(try await world.store.run(job: "daily", runId: 1)?.status == .cancelling)
        },
        CallExample(
            try RerunBatch(job: JobName("daily"), runId: 1),
            before: { try await bring(to: .failed, $0) }
        ) { answer, world async throws in
            #expect(answer.preStatus == .failed && answer.postStatus == .restarting)
            #expect(answer.rerunCount == 1)
            #expect(try await world.store.run(job: "daily", runId: 1)?.status == .restarting)
        },
    ]

    private static let results: JSONValue = ["bucket": "more", "format": "json", "fileCount": 2]

    static let jobExports: [CallExample] = [
        CallExample(
            try CreateJobExport(
                job: JobName("daily"),
                export: JobExportName("more"),
                body: .init(type: .kodo, spec: results)
            )
        ) { _, world in
            let made = try await world.api.send(
                GetJobExport(job: JobName("daily"), export: JobExportName("more"))
            )
            #expect(made.type == .kodo && made.spec == results)
        },
        CallExample(
            try UpdateJobExport(
                job: JobName("daily"),
                export: JobExportName("out"),
                body: SpecBody(spec: results)
            )
        ) { _, world in
            let changed = try await world.api.send(
                GetJobExport(job: JobName("daily"), export: JobExportName("out"))
            )
            #expect(changed.spec == results)
        },
        CallExample(try ListJobExports(job: JobName("daily"))) { answer, _ in
            #expect(answer.exports.map(\.name) == ["out"])
        },
        CallExample(
            try GetJobExport(job: JobName("daily"), export: JobExportName("out"))
        ) { export, _ in
            #expect(export.type == .kodo && export.spec["bucket"] == "results")
        },
        CallExample(
            try DeleteJobExport(job: JobName("daily"), export: JobExportName("out"))
        ) { _, world in
            let left = try await world.api.send(ListJobExports(job: JobName("daily"))).exports
            #expect(left.isEmpty)
        },
        CallExample(
            try CheckJobExportExists(job: JobName("daily"), export: JobExportName("out"))
        ) { answer, world in
            #expect(answer.exist)
            let other = CheckJobExportExists(
                job: try JobName("daily"),
                export: try JobExportName("none")
            )
            #expect(try await !world.api.send(other).exist)
        },
    ]

    static let variables: [CallExample] = [
        CallExample(
            try CreateVariable(
                variable: VariableName("day_before"),
                body: VariableBody(type: .time, value: "$(now)-1d", format: "yyyy-MM-dd")
            )
        ) { _, world in
            let made = try await world.api.send(GetVariable(variable: VariableName("day_before")))
            #expect(made.type == .time && made.value == "$(now)-1d")
            #expect(made.format == "yyyy-MM-dd")
        },
        CallExample(
            try UpdateVariable(
                variable: VariableName("v"),
                body: VariableBody(type: .string, value: "y")
            )
        ) { _, world in
            let changed = try await world.api.send(GetVariable(variable: VariableName("v")))
            #expect(changed.value == "y" && changed.type == .string)
            #expect(try await world.store.userVariables().map(\.value) == ["y"])
        },
        CallExample(try GetVariable(variable: VariableName("v"))) { variable, _ in
            #expect(variable.value == "x" && variable.type == .string)
        },
        CallExample(ListVariables(type: .user)) { answer, _ in
            #expect(answer.variables.map(\.name) == ["v"])
        },
        CallExample(try DeleteVariable(variable: VariableName("v"))) { _, world in
            let gone = GetVariable(variable: try VariableName("v"))
            #expect(await world.code(of: gone) == .variableNotFound)
        },
    ]
}
