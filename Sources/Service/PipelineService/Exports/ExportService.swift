import PipelineAPI
import PipelineEngine

/// The rules of stream exports.
struct ExportService: Sendable {
    let store: any Store
    let engine: any SQLEngine
    let lock: ChangeLock
    let streams: any StreamControl
    let place: DeliveryPlace

    private var gate: WorkflowGate { WorkflowGate(store: store) }

    func create(
        _ call: CreateExport,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let key = StreamKey(.export, repo: call.repo.description, name: call.export.description)
        let whence = call.body.whence.flatMap { $0.rawValue.isEmpty ? nil : $0 }
        if let whence, !whence.isKnown {
            throw APIError(.invalidExport, "whence '\(whence)' is unknown: use \(Whence.listing)")
        }
        try await lock.holding(thenNotifying: notify) { () async throws(APIError) -> Void in
            let repo = try await store.existingRepo(call.repo)
            guard try await store.streamTask(key) == nil else {
                throw APIError(
                    .exportExists,
                    "export '\(key.name)' of repo '\(key.repo)' exists already: choose another name, "
                        + "or update it"
                )
            }
            try ExportRules.stream(engine, call.body.type, fields: repo.repo.storedFields)
                .check(call.body.spec)
            try await gate.checkNotRunning(repo.repo.workflow)
            let definition = ExportDefinition(
                type: call.body.type,
                whence: whence,
                spec: call.body.spec
            )
            let task = StreamTask(key: key, work: .export(definition), createdAt: context.now)
            _ = try await store.insert(task, creating: nil, fromOldest: whence != .newest)
        }
        return Nothing()
    }

    func update(_ call: UpdateExport, _ context: RequestContext) async throws(APIError) -> Nothing {
        try await lock.holding(thenNotifying: notify) { () async throws(APIError) -> Void in
            let repo = try await store.existingRepo(call.repo)
            var task = try await existing(call.repo, call.export)
            guard case .export(var definition) = task.work else { return }
            let kept = definition.whence
            if let change = call.body.firstChange(type: definition.type, whence: kept) {
                throw APIError(
                    .invalidExport,
                    "\(change.name) of export '\(task.key.name)' cannot become '\(change.sent)': "
                        + "leave it '\(change.kept)', or create another export"
                )
            }
            try ExportRules.stream(engine, definition.type, fields: repo.repo.storedFields)
                .check(call.body.spec)
            try await gate.checkNotRunning(repo.repo.workflow)
            definition.spec = call.body.spec
            task.work = .export(definition)
            _ = try await store.update(task, destination: nil)
        }
        return Nothing()
    }

    func list(
        _ call: ListExports,
        _ context: RequestContext
    ) async throws(APIError) -> ListExports.Output {
        let repo = try await store.existingRepo(call.repo)
        var found: [Export] = []
        for task in try await store.streamTasks() where task.key.repo == repo.name {
            if let export = try await shown(task, in: repo) { found.append(export) }
        }
        return ListExports.Output(exports: found)
    }

    func get(_ call: GetExport, _ context: RequestContext) async throws(APIError) -> Export {
        let repo = try await store.existingRepo(call.repo)
        let task = try await existing(call.repo, call.export)
        guard let export = try await shown(task, in: repo) else {
            throw missing(call.export, in: call.repo, [])
        }
        return export
    }

    func exists(
        _ call: CheckExportExists,
        _ context: RequestContext
    ) async throws(APIError) -> ExistsResponse {
        let key = StreamKey(.export, repo: call.repo.description, name: call.export.description)
        return ExistsResponse(exist: try await store.streamTask(key) != nil)
    }

    func delete(_ call: DeleteExport, _ context: RequestContext) async throws(APIError) -> Nothing {
        try await lock.holding(thenNotifying: notify) { () async throws(APIError) -> Void in
            let repo = try await store.existingRepo(call.repo)
            let task = try await existing(call.repo, call.export)
            try await gate.checkNotRunning(repo.repo.workflow)
            if try await store.delete(task) { await streams.taskDeleted(task) }
        }
        return Nothing()
    }

    private func notify() async { await streams.tasksChanged() }

    private func shown(
        _ task: StreamTask,
        in repo: RepoRecord
    ) async throws(APIError) -> Export? {
        guard case .export(let definition) = task.work else { return nil }
        return Export(
            name: task.key.name,
            type: definition.type,
            spec: definition.spec,
            whence: definition.whence,
            workflow: repo.repo.workflow ?? "",
            progress: try await store.progress(of: task.key),
            place: place(definition.type, definition.spec)
        )
    }

    private func existing(
        _ repo: RepoName,
        _ name: ExportName
    ) async throws(APIError) -> StreamTask {
        let tasks = try await store.streamTasks().filter { task in
            task.key.repo == repo.description && task.key.kind == .export
        }
        guard let task = tasks.first(where: { $0.key.name == name.description }) else {
            throw missing(name, in: repo, tasks.map(\.key.name))
        }
        return task
    }

    private func missing(_ name: ExportName, in repo: RepoName, _ names: [String]) -> APIError {
        APIError(
            .exportNotFound,
            "repo '\(repo)' has no export '\(name)'"
                + NearestName.hint(for: name.description, among: names)
        )
    }
}
