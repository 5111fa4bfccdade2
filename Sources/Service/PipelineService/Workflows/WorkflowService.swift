import PipelineAPI
import PipelineEngine

/// The rules of workflows: the members of one run only while it is started.
struct WorkflowService: Sendable {
    let store: any Store
    let lock: ChangeLock
    let streams: any StreamControl
    let runner: any BatchRunner

    func create(
        _ call: CreateWorkflow,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        try Rules.checkRegion(call.body.region)
        return try await lock.holding { () async throws(APIError) -> Nothing in
            let name = call.workflow.description
            let isRepo = try await store.repo(named: name) != nil
            let isSource = try await store.dataSource(named: name) != nil
            guard !isRepo, !isSource else {
                throw APIError(
                    .workflowNameTaken,
                    "a \(isRepo ? "repo" : "data source") has the name '\(name)': choose another"
                )
            }
            let workflow = Workflow(
                name: name,
                region: call.body.region,
                nodes: .object([:]),
                comment: call.body.comment,
                createTime: Timestamp(context.now),
                updateTime: Timestamp(context.now),
                status: .ready,
                canStart: false,
                isManualWorkflow: false
            )
            guard try await store.insert(record: workflow) else {
                throw APIError(
                    .workflowExists,
                    "workflow '\(name)' exists already: choose another name, or update it"
                )
            }
            return Nothing()
        }
    }

    func update(
        _ call: UpdateWorkflow,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Nothing in
            var workflow = try await existing(call.workflow)
            try await WorkflowGate(store: store).checkNotRunning(workflow.name)
            if let nodes = call.body.nodes, nodes != .null {
                workflow.nodes = try WorkflowNodes.byName(nodes)
            }
            if let comment = call.body.comment { workflow.comment = comment }
            workflow.updateTime = Timestamp(context.now)
            _ = try await store.update(record: workflow)
            return Nothing()
        }
    }

    func get(_ call: GetWorkflow, _ context: RequestContext) async throws(APIError) -> Workflow {
        try await asRead(try await existing(call.workflow))
    }

    func list(_ call: ListWorkflows, _ context: RequestContext) async throws(APIError) -> [Workflow]
    {
        var workflows: [Workflow] = []
        for workflow in try await store.workflows() {
            workflows.append(try await asRead(workflow))
        }
        return workflows
    }

    /// Returns a workflow as clients read it: its diagram by name, and whether a start would be accepted now.
    private func asRead(_ workflow: Workflow) async throws(APIError) -> Workflow {
        var workflow = workflow
        workflow.nodes = (try? WorkflowNodes.byName(workflow.nodes)) ?? .object([:])
        workflow.canStart =
            workflow.status?.isRunning == true
            ? false : try await members(of: workflow).hasWork
        return workflow
    }

    func delete(_ call: DeleteWorkflow, _ context: RequestContext) async throws(APIError) -> Nothing
    {
        try await lock.holding { () async throws(APIError) -> Nothing in
            let workflow = try await existing(call.workflow)
            try await WorkflowGate(store: store).checkNotRunning(workflow.name)
            if let member = try await members(of: workflow).nodes.first {
                throw APIError(
                    .workflowNotUpdatable,
                    "\(member.type) '\(member.name)' is in workflow '\(workflow.name)': delete it first"
                )
            }
            _ = try await store.deleteRecord(Workflow.self, named: workflow.name)
            return Nothing()
        }
    }

    func status(
        _ call: GetWorkflowStatus,
        _ context: RequestContext
    ) async throws(APIError) -> GetWorkflowStatus.Output {
        let workflow = try await existing(call.workflow)
        return GetWorkflowStatus.Output(
            name: workflow.name,
            region: workflow.region,
            nodes: try await members(of: workflow).nodes,
            status: workflow.status ?? .unknown
        )
    }

    func start(_ call: StartWorkflow, _ context: RequestContext) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Void in
            let workflow = try await existing(call.workflow)
            guard workflow.status?.isRunning != true else {
                throw APIError(
                    .workflowNotStartable,
                    "workflow '\(workflow.name)' is \(workflow.status ?? .unknown) already"
                )
            }
            let members = try await members(of: workflow)
            guard members.hasWork else {
                throw APIError(
                    .workflowIsEmpty,
                    "workflow '\(workflow.name)' has nothing to run: add a transform, an export or a job"
                )
            }
            // Until all that is in it has started, it says no more than that it is starting.
            try await set(.starting, workflow, context)
            do throws(APIError) {
                for job in members.jobs { try await begin(job) }
                try await set(.started, workflow, context)
            } catch {
                await takeBack(workflow, members.jobs, context)
                throw error
            }
        }
        await streams.tasksChanged()
        return Nothing()
    }

    private func begin(_ job: JobRecord) async throws(APIError) {
        guard job.definition.scheduler.type != .manual else {
            return try await runner.start(job: job.name, parameters: [:])
        }
        _ = try await store.setScheduled(true, job: job.name)
        await runner.jobChanged(job.name)
    }

    /// Ends what a start that failed has begun; the workflow says again what it said before.
    ///
    /// Where that fails, too, the workflow goes on to say that it is starting, and can be stopped.
    private func takeBack(
        _ workflow: Workflow,
        _ jobs: [JobRecord],
        _ context: RequestContext
    ) async {
        do throws(APIError) {
            for job in jobs { try await runner.stop(job: job.name) }
            try await set(workflow.status ?? .ready, workflow, context)
        } catch {}
    }

    func stop(_ call: StopWorkflow, _ context: RequestContext) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Void in
            let workflow = try await existing(call.workflow)
            guard workflow.status?.isRunning == true else {
                throw APIError(
                    .workflowNotStoppable,
                    "workflow '\(workflow.name)' is \(workflow.status ?? .unknown): it does not run"
                )
            }
            try await set(.stopped, workflow, context)
            for job in try await members(of: workflow).jobs {
                try await runner.stop(job: job.name)
            }
        }
        await streams.tasksChanged()
        return Nothing()
    }

    private func set(
        _ status: WorkflowStatus,
        _ workflow: Workflow,
        _ context: RequestContext
    ) async throws(APIError) {
        var workflow = workflow
        workflow.status = status
        workflow.updateTime = Timestamp(context.now)
        _ = try await store.update(record: workflow)
    }

    private struct Members {
        var nodes: [GetWorkflowStatus.Node]
        /// The number of transforms and exports.
        var tasks: Int
        var jobs: [JobRecord]

        /// Whether there is something that a start would run.
        var hasWork: Bool { tasks > 0 || !jobs.isEmpty }
    }

    private func members(of workflow: Workflow) async throws(APIError) -> Members {
        let state = (workflow.status ?? .unknown).rawValue
        func node(_ name: String, _ type: String) -> GetWorkflowStatus.Node {
            GetWorkflowStatus.Node(name: name, type: type, status: state)
        }
        let repos = Set(
            try await store.repos().filter { $0.repo.workflow == workflow.name }.map(\.name)
        )
        let tasks = try await store.streamTasks().filter { repos.contains($0.key.repo) }
        let sources = try await store.dataSources()
        let own = sources.filter { $0.workflow == workflow.name }.compactMap(\.name)
        let jobs = try await store.jobs(downstreamOf: own, .dataSource)
        return Members(
            nodes: repos.sorted().map { node($0, "repo") }
                + tasks.map { node($0.key.name, $0.key.kind.rawValue) }
                + own.map { node($0, "datasource") } + jobs.map { node($0.name, "job") },
            tasks: tasks.count,
            jobs: jobs
        )
    }

    private func existing(_ name: WorkflowName) async throws(APIError) -> Workflow {
        let all = try await store.workflows()
        if let workflow = all.first(where: { $0.name == name.description }) { return workflow }
        throw APIError(
            .workflowNotFound,
            "no workflow named '\(name)'"
                + NearestName.hint(for: name.description, among: all.map(\.name))
        )
    }
}
