import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

/// Groups, workflows and job exports, over every carrier.
@Suite struct PoolContractTests {
    @Test(arguments: Carrier.allCases)
    func `a group is created, changed, started, stopped and deleted`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let name = try GroupName("pool")
            let container = GroupContainer(type: "1U2G", count: 1)
            _ = try await world.api.send(
                CreateGroup(group: name, body: Group(region: "nb", container: container))
            )
            _ = try await world.api.send(StartGroup(group: name))
            var changed = container
            changed.count = 5
            _ = try await world.api.send(UpdateGroup(group: name, body: .init(container: changed)))
            let group = try await world.api.send(GetGroup(group: name))
            #expect(group.container == GroupContainer(type: "1U2G", count: 5, status: "Started"))
            #expect(group.createTime != nil && group.name == nil)
            _ = try await world.api.send(StopGroup(group: name))
            let listed = try await world.api.send(ListGroups()).groups
            #expect(listed.map(\.container.status) == ["Stopped"] && listed[0].name == "pool")
            _ = try await world.api.send(DeleteGroup(group: name))
            #expect(try await world.api.send(ListGroups()).groups == [])
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a workflow starts and stops what belongs to it`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            let name = try WorkflowName("nightly")
            _ = try await world.api.send(CreateWorkflow(workflow: name, body: .init(region: "nb")))
            let picture: JSONValue = [["name": "a", "x": 1]]
            _ = try await world.api.send(
                UpdateWorkflow(workflow: name, body: .init(nodes: picture, comment: "夜间"))
            )
            try await fill(world)
            _ = try await world.api.send(StartWorkflow(workflow: name))
            let status = try await world.api.send(GetWorkflowStatus(workflow: name))
            #expect(status.status == .started)
            #expect(status.nodes.map(\.type) == ["repo", "export", "datasource", "job"])
            #expect(try await world.store.job(named: "timed")?.isScheduled == true)
            let running = try await world.api.send(GetWorkflow(workflow: name))
            #expect(running.canStart == false)
            #expect(running.nodes == ["a": ["name": "a", "x": 1]])
            _ = try await world.api.send(StopWorkflow(workflow: name))
            #expect(try await world.store.job(named: "timed")?.isScheduled == false)
            let listed = try await world.api.send(ListWorkflows())
            #expect(listed.map(\.status) == [.stopped] && listed.map(\.comment) == ["夜间"])
            #expect(
                await world.code(of: DeleteWorkflow(workflow: name)) == .workflowNotUpdatable
            )
            try await empty(world)
            _ = try await world.api.send(DeleteWorkflow(workflow: name))
            #expect(try await world.api.send(ListWorkflows()) == [])
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a workflow's nodes are an object by name, whatever a client sent`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let name = try WorkflowName("nightly")
            _ = try await world.api.send(CreateWorkflow(workflow: name, body: .init(region: "nb")))
            let sent: [JSONValue?] = [
                nil, [], [:], [["name": "a", "type": "repo"], ["name": "b"]],
                ["b": ["type": "job"]],
            ]
            let read: [JSONValue] = [
                [:], [:], [:], ["a": ["name": "a", "type": "repo"], "b": ["name": "b"]],
                ["b": ["type": "job"]],
            ]
            for (sent, read) in zip(sent, read) {
                if let sent {
                    _ = try await world.api.send(
                        UpdateWorkflow(workflow: name, body: .init(nodes: sent))
                    )
                }
                #expect(try await world.api.send(GetWorkflow(workflow: name)).nodes == read)
                #expect(try await world.api.send(ListWorkflows()).map(\.nodes) == [read])
            }
            let wrong: [JSONValue] = [[["x": 1]], [["name": "a"], ["name": "a"]], [1], 1]
            for wrong in wrong {
                let call = UpdateWorkflow(workflow: name, body: .init(nodes: wrong))
                #expect(await world.code(of: call) == .invalidWorkflow)
            }
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a workflow can start where a start is accepted, and only there`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            let name = try WorkflowName("nightly")
            func canStart() async throws -> [Bool?] {
                let one = try await world.api.send(GetWorkflow(workflow: name)).canStart
                return [one] + (try await world.api.send(ListWorkflows())).map(\.canStart)
            }
            _ = try await world.api.send(CreateWorkflow(workflow: name, body: .init(region: "nb")))
            #expect(try await canStart() == [false, false])
            #expect(await world.code(of: StartWorkflow(workflow: name)) == .workflowIsEmpty)
            try await fill(world)
            #expect(try await canStart() == [true, true])
            _ = try await world.api.send(StartWorkflow(workflow: name))
            #expect(try await canStart() == [false, false])
            _ = try await world.api.send(StopWorkflow(workflow: name))
            #expect(try await canStart() == [true, true])
            try await empty(world)
            #expect(try await canStart() == [false, false])
        }
    }

    private func fill(_ world: ServiceFixture) async throws {
        let repo = CreateRepo.Body(
            region: "nb",
            schema: try Schema([SchemaField("a", .long)]),
            workflow: "nightly"
        )
        _ = try await world.api.send(CreateRepo(repo: RepoName("in"), body: repo))
        _ = try await world.api.send(
            CreateExport(
                repo: RepoName("in"),
                export: ExportName("out"),
                body: .init(type: .http, spec: ["host": "h", "uri": "/u"])
            )
        )
        let source = CreateDataSource.Body(
            region: "nb",
            type: .kodo,
            spec: DataSourceSpec(bucket: "logs", fileType: "json"),
            workflow: "nightly"
        )
        _ = try await world.api.send(
            CreateDataSource(dataSource: DataSourceName("files"), body: source)
        )
        _ = try await world.api.send(CreateJob(job: JobName("timed"), body: job))
        #expect(try await world.store.job(named: "timed")?.isScheduled == false)
    }

    private func empty(_ world: ServiceFixture) async throws {
        _ = try await world.api.send(DeleteJob(job: JobName("timed")))
        _ = try await world.api.send(DeleteDataSource(dataSource: DataSourceName("files")))
        _ = try await world.api.send(DeleteExport(repo: RepoName("in"), export: ExportName("out")))
        _ = try await world.api.send(DeleteRepo(repo: RepoName("in")))
    }

    private var job: JobDefinition {
        JobDefinition(
            srcs: [JobSource(name: "files", type: .dataSource, tableName: "t")],
            computation: Computation(code: "SELECT 1"),
            container: Container(type: "1U2G", count: 1),
            scheduler: JobScheduler(type: .crontab, spec: .init(crontab: "0 0 1 1 *"))
        )
    }

    @Test(arguments: Carrier.allCases)
    func `a job export is created, replaced, listed and goes with its job`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(
                CreateDataSource(
                    dataSource: DataSourceName("files"),
                    body: .init(
                        region: "nb",
                        type: .kodo,
                        spec: DataSourceSpec(bucket: "logs", fileType: "json")
                    )
                )
            )
            let (job, name) = (try JobName("daily"), try JobExportName("out"))
            _ = try await world.api.send(CreateJob(job: job, body: self.job))
            let spec: JSONValue = ["bucket": "results", "fileCount": 1, "saveMode": ""]
            _ = try await world.api.send(
                CreateJobExport(job: job, export: name, body: .init(type: .kodo, spec: spec))
            )
            let changed: JSONValue = ["bucket": "results", "fileCount": 9, "format": "parquet"]
            _ = try await world.api.send(
                UpdateJobExport(job: job, export: name, body: SpecBody(spec: changed))
            )
            let got = try await world.api.send(GetJobExport(job: job, export: name))
            #expect(got.spec == changed && got.type == .kodo)
            let listed = try await world.api.send(ListJobExports(job: job)).exports
            #expect(listed.map(\.name) == ["out"])
            let exists = CheckJobExportExists(job: job, export: name)
            #expect(try await world.api.send(exists).exist)
            _ = try await world.api.send(DeleteJobExport(job: job, export: name))
            #expect(try await !world.api.send(exists).exist)
            _ = try await world.api.send(
                CreateJobExport(job: job, export: name, body: .init(type: .kodo, spec: spec))
            )
            _ = try await world.api.send(DeleteJob(job: job))
            #expect(try await world.store.jobExports(of: "daily") == [])
            #expect(try await !world.api.send(CheckJobExists(job: job)).exist)
            let source = CheckDataSourceExists(dataSource: try DataSourceName("files"))
            #expect(try await world.api.send(source).exist)
        }
    }
}
