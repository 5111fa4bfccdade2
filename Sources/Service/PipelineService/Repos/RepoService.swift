import PipelineAPI
import PipelineEngine

/// The rules of repos.
struct RepoService: Sendable {
    let store: any Store
    let engine: any SQLEngine
    let lock: ChangeLock

    private var gate: WorkflowGate { WorkflowGate(store: store) }

    func create(_ call: CreateRepo, _ context: RequestContext) async throws(APIError) -> Nothing {
        let body = call.body
        try Rules.checkRegion(body.region)
        let fields = try RepoService.ownFields(of: body.schema, body.options)
        return try await lock.holding { () async throws(APIError) -> Nothing in
            let record = RepoRecord(
                name: call.repo.description,
                repo: Repo(
                    region: body.region,
                    derivedFrom: "",
                    schema: fields,
                    options: body.options,
                    group: try await group(body.group, region: body.region),
                    workflow: try await gate.joining(body.workflow),
                    description: body.description
                )
            )
            guard try await store.insert(record) else {
                throw APIError(
                    .repoExists,
                    "repo '\(call.repo)' exists already: choose another name, or update it"
                )
            }
            return Nothing()
        }
    }

    private func group(_ name: String?, region: String) async throws(APIError) -> String? {
        guard let name, !name.isEmpty else { return nil }
        guard let group = try await store.record(Group.self, named: name) else {
            let names = try await store.records(Group.self).map(\.recordName)
            throw APIError(
                .groupNotFound,
                "no group named '\(name)'" + NearestName.hint(for: name, among: names)
            )
        }
        guard group.region == region else {
            throw APIError(
                .groupRegionMismatch,
                "group '\(name)' is in region '\(group.region)', the repo in '\(region)': use one region"
            )
        }
        return name
    }

    func list(
        _ call: ListRepos,
        _ context: RequestContext
    ) async throws(APIError) -> ListRepos.Output {
        let writers = try await writers()
        return ListRepos.Output(
            repos: try await store.repos().map { record in
                RepoSummary(
                    name: record.name,
                    region: record.repo.region,
                    derivedFrom: writers[record.name]?.key.name ?? "",
                    group: record.repo.group ?? "",
                    fromDag: false,
                    workflow: record.repo.workflow ?? "",
                    description: record.repo.description
                )
            }
        )
    }

    func get(_ call: GetRepo, _ context: RequestContext) async throws(APIError) -> Repo {
        var repo = try await store.existingRepo(call.repo).repo
        repo.derivedFrom = try await writers()[call.repo.description]?.key.name ?? ""
        repo.schema = repo.storedFields
        return repo
    }

    func exists(
        _ call: CheckRepoExists,
        _ context: RequestContext
    ) async throws(APIError) -> ExistsResponse {
        ExistsResponse(exist: try await store.repo(named: call.repo.description) != nil)
    }

    func update(_ call: UpdateRepo, _ context: RequestContext) async throws(APIError) -> Nothing {
        let before = try await store.existingRepo(call.repo)
        let options = call.body.options ?? before.repo.options
        var after = before
        after.repo.schema = try RepoService.ownFields(of: call.body.schema, options)
        after.repo.options = options
        if let description = call.body.description { after.repo.description = description }
        try await RepoChange(store: store, engine: engine).check(before, after)
        let record = after
        return try await lock.holding { () async throws(APIError) -> Nothing in
            guard try await store.repo(named: record.name) == before else {
                throw APIError(
                    .incompatibleRepoSchema,
                    "repo '\(call.repo)' has just been changed: look at it again, then update it"
                )
            }
            try await gate.checkNotRunning(record.repo.workflow)
            _ = try await store.update(record)
            return Nothing()
        }
    }

    func delete(_ call: DeleteRepo, _ context: RequestContext) async throws(APIError) -> Nothing {
        let name = call.repo.description
        return try await lock.holding { () async throws(APIError) -> Nothing in
            let record = try await store.existingRepo(call.repo)
            try await gate.checkNotRunning(record.repo.workflow)
            if let writer = try await writers()[name] {
                throw APIError(
                    .repoIsDerived,
                    "repo '\(name)' is written by transform '\(writer.key.name)' of repo "
                        + "'\(writer.key.repo)': delete that transform"
                )
            }
            if let reader = try await store.streamTasks().first(where: { $0.key.repo == name }) {
                throw APIError(
                    .repoInUse,
                    "\(reader.key.kind.rawValue) '\(reader.key.name)' reads repo '\(name)': delete it first"
                )
            }
            _ = try await store.deleteRepo(named: name)
            return Nothing()
        }
    }

    /// Returns the transforms by the repos that they write to.
    private func writers() async throws(APIError) -> [String: StreamTask] {
        let written = try await store.streamTasks().compactMap { task in
            task.destination.map { ($0, task) }
        }
        return Dictionary(written) { first, _ in first }
    }

    /// Returns the fields of a schema without those that the options add, which an answer's schema has.
    ///
    /// Throws `E18106` where an option's field has no right name, or the schema has another field of that name.
    private static func ownFields(
        of schema: Schema,
        _ options: RepoOptions?
    ) throws(APIError) -> [SchemaField] {
        let added = options?.addedFields ?? []
        let own = schema.fields.filter { field in
            !added.contains {
                $0.key == field.key && $0.valtype == field.valtype && !field.isRequired
            }
        }
        for (index, field) in added.enumerated() {
            if let problem = Identifier.problem(with: field.key) {
                throw APIError(.invalidFieldName, "'\(field.key)' is not a field name: \(problem)")
            }
            let isTaken = (own + added[..<index]).contains { $0.key == field.key }
            guard !isTaken else {
                throw APIError(
                    .invalidFieldName,
                    "an option adds field '\(field.key)', which is there already: choose another name"
                )
            }
        }
        guard !own.isEmpty else { throw Schema.isEmpty }
        return own
    }
}
