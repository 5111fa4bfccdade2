import PipelineAPI
import PipelineEngine

/// The rules of transforms, and of the repos that they create.
struct TransformService: Sendable {
    let store: any Store
    let engine: any SQLEngine
    let plugins: any PluginEngine
    let lock: ChangeLock
    let streams: any StreamControl

    private var gate: WorkflowGate { WorkflowGate(store: store) }

    func create(
        _ call: CreateTransform,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let source = try await source(call.repo)
        guard call.repo != call.destination else {
            throw APIError(
                .sameSourceAndDestination,
                "'\(call.repo)' is source and destination: choose another destination"
            )
        }
        let key = StreamKey(.transform, repo: source.name, name: call.transform.description)
        // Checked before the SQL is, which starts a process.
        try await checkIsNew(key)
        var spec = TransformRules.normalized(call.body)
        spec.interval = spec.interval ?? TransformSpec.defaultInterval
        let (columns, names) = try await columns(of: spec, over: source)
        let wanted = spec
        try await lock.holding(thenNotifying: notify) { () async throws(APIError) -> Void in
            try await checkIsNew(key)
            try await gate.checkNotRunning(source.repo.workflow)
            let created = try await destination(call, wanted, columns, source)
            let task = StreamTask(
                key: key,
                work: .transform(
                    TransformDefinition(
                        destination: call.destination.description,
                        spec: wanted,
                        ownsDestination: created != nil,
                        names: names
                    )
                ),
                createdAt: context.now
            )
            let fromOldest = wanted.whence == .oldest
            guard try await store.insert(task, creating: created, fromOldest: fromOldest) else {
                _ = try await self.source(call.repo)
                throw APIError(
                    .destinationTaken,
                    "'\(call.destination)' has just been taken: try again"
                )
            }
        }
        return Nothing()
    }

    private func checkIsNew(_ key: StreamKey) async throws(APIError) {
        guard try await store.streamTask(key) != nil else { return }
        throw APIError(
            .transformExists,
            "transform '\(key.name)' of repo '\(key.repo)' exists already: choose another name"
        )
    }

    /// Checks a spec and its SQL.
    ///
    /// Returns the fields of its result.
    private func columns(
        of spec: TransformSpec,
        over source: RepoRecord
    ) async throws(APIError) -> (fields: [SchemaField], names: ResultNames?) {
        let rules = TransformRules(engine: engine, spec: spec)
        try rules.check()
        if let plugin = spec.plugin { try await check(plugin) }
        try await FunctionCalls.check(
            spec.sql ?? "",
            in: store,
            by: engine,
            code: .invalidTransformSQL
        )
        return try await rules.columns(over: source)
    }

    private func check(_ plugin: TransformPlugin) async throws(APIError) {
        guard try await store.record(Plugin.self, named: plugin.name) != nil else {
            let names = try await store.records(Plugin.self).map(\.name)
            throw APIError(
                .pluginNotFound,
                "no plugin named '\(plugin.name)'"
                    + NearestName.hint(for: plugin.name, among: names)
            )
        }
        let fields = try await plugins.fields(of: plugin.name)
        for output in plugin.output where !fields.contains(where: { $0.name == output.name }) {
            throw APIError(
                .invalidPluginOutput,
                "plugin '\(plugin.name)' puts out no field '\(output.name)': it has "
                    + fields.map(\.name).joined(separator: ", ")
            )
        }
    }

    /// Returns the repo to create; `nil` where the destination exists and fits.
    private func destination(
        _ call: CreateTransform,
        _ spec: TransformSpec,
        _ columns: [SchemaField],
        _ source: RepoRecord
    ) async throws(APIError) -> RepoRecord? {
        let name = call.destination.description
        let tasks = try await store.streamTasks()
        if let other = tasks.first(where: { $0.destination == name }) {
            throw APIError(
                .destinationTaken,
                "repo '\(name)' is the destination of transform '\(other.key.name)' of repo "
                    + "'\(other.key.repo)': choose another"
            )
        }
        if let existing = try await store.repo(named: name) {
            guard !TransformService.reaches(source.name, from: name, by: tasks) else {
                throw APIError(
                    .invalidTransform,
                    "'\(source.name)' is computed from '\(name)': a circle cannot run"
                )
            }
            try fit(columns, into: existing.repo.schema, of: name)
            return nil
        }
        var fields = columns
        if let declared = spec.destrepo {
            do throws(APIError) {
                fields = try Schema(declared).fields
            } catch { throw APIError(.invalidDestinationSchema, error.message) }
            try fit(columns, into: fields, of: name)
        }
        let repo = Repo(
            region: source.repo.region,
            derivedFrom: call.transform.description,
            schema: fields,
            group: source.repo.group,
            workflow: source.repo.workflow
        )
        return RepoRecord(name: name, repo: repo)
    }

    private func fit(
        _ columns: [SchemaField],
        into fields: [SchemaField],
        of repo: String
    ) throws(APIError) {
        guard let unfit = TransformRules.firstUnfit(among: columns, into: fields) else { return }
        throw APIError(
            .invalidDestinationSchema,
            "the result has '\(unfit.key)' (\(unfit.valtype)), for which repo '\(repo)' has no such field: "
                + "add it there, or leave it out of the SQL"
        )
    }

    private static func reaches(
        _ wanted: String,
        from start: String,
        by tasks: [StreamTask]
    ) -> Bool {
        var seen: Set<String> = []
        var open = [start]
        while let name = open.popLast() {
            if name == wanted { return true }
            guard seen.insert(name).inserted else { continue }
            open += tasks.filter { $0.key.repo == name }.compactMap(\.destination)
        }
        return false
    }

    func update(
        _ call: UpdateTransform,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let source = try await source(call.repo)
        let task = try await existing(call.repo, call.transform)
        guard case .transform(var definition) = task.work else { return Nothing() }
        let change = TransformRules.normalized(call.body)
        guard
            change.plugin != nil || change.code != nil || change.interval != nil
                || change.container != nil
        else {
            throw APIError(
                .invalidTransform,
                "nothing is changed: give at least one of plugin, code, interval and container"
            )
        }
        if let plugin = change.plugin { definition.spec.plugin = plugin }
        if let code = change.code { definition.spec.code = code }
        if let interval = change.interval { definition.spec.interval = interval }
        if let container = change.container { definition.spec.container = container }
        let (columns, names) = try await columns(of: definition.spec, over: source)
        definition.names = names
        var changed = task
        changed.work = .transform(definition)
        try await replace(changed, definition, columns, insteadOf: task)
        return Nothing()
    }

    /// Stores a changed transform whose result fits its destination.
    ///
    /// A destination that the transform created gets the new fields; its other fields must stay.
    private func replace(
        _ task: StreamTask,
        _ definition: TransformDefinition,
        _ columns: [SchemaField],
        insteadOf before: StreamTask
    ) async throws(APIError) {
        try await lock.holding(thenNotifying: notify) { () async throws(APIError) -> Void in
            guard try await store.streamTask(before.key) == before,
                var target = try await store.repo(named: definition.destination)
            else {
                throw refusal(task, "it has just been changed: look at it again")
            }
            try await gate.checkNotRunning(target.repo.workflow)
            if definition.ownsDestination {
                if let lost = TransformRules.firstLost(of: target.repo.schema, among: columns) {
                    throw refusal(task, "field '\(lost)' would be lost or changed: only add fields")
                }
                let known = Set(target.repo.schema.map(\.key))
                target.repo.schema += columns.filter { !known.contains($0.key) }
            } else if let unfit = TransformRules.firstUnfit(
                among: columns,
                into: target.repo.schema
            ) {
                throw refusal(
                    task,
                    "repo '\(target.name)' has no field for '\(unfit.key)': add it there"
                )
            }
            guard try await store.update(task, destination: target) else {
                throw refusal(task, "it has just been deleted: create it again")
            }
        }
    }

    private func refusal(_ task: StreamTask, _ reason: String) -> APIError {
        APIError(
            .transformUpdateRefused,
            "transform '\(task.key.name)' cannot be updated so: \(reason)"
        )
    }

    func list(
        _ call: ListTransforms,
        _ context: RequestContext
    ) async throws(APIError) -> ListTransforms.Output {
        ListTransforms.Output(
            transforms: try await each(of: call.repo) { task, _, repo throws(APIError) in
                try await shown(task, in: repo)
            }
        )
    }

    func get(_ call: GetTransform, _ context: RequestContext) async throws(APIError) -> Transform {
        let repo = try await source(call.repo)
        let task = try await existing(call.repo, call.transform)
        guard let transform = try await shown(task, in: repo) else {
            throw missing(call.transform, in: call.repo, [])
        }
        return transform
    }

    func translations(
        _ call: ListTransformTranslations,
        _ context: RequestContext
    ) async throws(APIError) -> ListTransformTranslations.Output {
        ListTransformTranslations.Output(
            translations: try await each(of: call.repo) { task, definition, repo in
                guard let sql = definition.spec.sql else { return nil }
                let rules = TransformRules(engine: engine, spec: definition.spec)
                let tables = rules.tables(over: repo)
                return await SQLTranslation(of: task.key.name, sql, tables: tables, by: engine)
            }
        )
    }

    /// Returns what the transforms of a repo become, in their order; those that become nothing are left out.
    private func each<Value>(
        of name: RepoName,
        _ body: (StreamTask, TransformDefinition, RepoRecord) async throws(APIError) -> Value?
    ) async throws(APIError) -> [Value] {
        let repo = try await source(name)
        var found: [Value] = []
        for task in try await store.streamTasks() where task.key.repo == repo.name {
            guard case .transform(let definition) = task.work,
                let value = try await body(task, definition, repo)
            else { continue }
            found.append(value)
        }
        return found
    }

    func exists(
        _ call: CheckTransformExists,
        _ context: RequestContext
    ) async throws(APIError) -> ExistsResponse {
        let key = StreamKey(
            .transform,
            repo: call.repo.description,
            name: call.transform.description
        )
        return ExistsResponse(exist: try await store.streamTask(key) != nil)
    }

    func delete(
        _ call: DeleteTransform,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let repo = try await source(call.repo)
        try await lock.holding(thenNotifying: notify) { () async throws(APIError) -> Void in
            let task = try await existing(call.repo, call.transform)
            try await gate.checkNotRunning(repo.repo.workflow)
            guard try await store.delete(task) else {
                let name = task.destination ?? ""
                let reader = try await store.streamTasks().first { $0.key.repo == name }
                throw APIError(
                    .repoInUse,
                    "its destination '\(name)' is read by \(reader?.key.kind.rawValue ?? "export") "
                        + "'\(reader?.key.name ?? "")': delete that first"
                )
            }
        }
        return Nothing()
    }

    private func notify() async { await streams.tasksChanged() }

    private func shown(
        _ task: StreamTask,
        in repo: RepoRecord
    ) async throws(APIError) -> Transform? {
        guard case .transform(let definition) = task.work else { return nil }
        return Transform(
            name: task.key.name,
            to: definition.destination,
            spec: definition.spec,
            workflow: repo.repo.workflow ?? "",
            progress: try await store.progress(of: task.key)
        )
    }

    private func source(_ name: RepoName) async throws(APIError) -> RepoRecord {
        try await store.existingRepo(name)
    }

    private func existing(
        _ repo: RepoName,
        _ name: TransformName
    ) async throws(APIError) -> StreamTask {
        let tasks = try await store.streamTasks().filter { task in
            task.key.repo == repo.description && task.key.kind == .transform
        }
        guard let task = tasks.first(where: { $0.key.name == name.description }) else {
            throw missing(name, in: repo, tasks.map(\.key.name))
        }
        return task
    }

    private func missing(
        _ name: TransformName,
        in repo: RepoName,
        _ names: [String]
    ) -> APIError {
        APIError(
            .transformNotFound,
            "repo '\(repo)' has no transform '\(name)'"
                + NearestName.hint(for: name.description, among: names)
        )
    }
}
