import PipelineAPI

/// The rules of repos.
struct RepoService: Sendable {
    let store: any Store

    func create(_ call: CreateRepo) async throws(APIError) -> Nothing {
        try Rules.checkRegion(call.body.region)
        try RepoService.check(call.body.options, against: call.body.schema)
        let record = RepoRecord(
            name: call.repo.description,
            repo: Repo(
                region: call.body.region,
                derivedFrom: "",
                schema: call.body.schema.fields,
                options: call.body.options,
                group: call.body.group,
                workflow: call.body.workflow,
                description: call.body.description
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

    func list(_ call: ListRepos) async throws(APIError) -> ListRepos.Output {
        ListRepos.Output(
            repos: try await store.repos().map { record in
                RepoSummary(
                    name: record.name,
                    region: record.repo.region,
                    derivedFrom: record.repo.derivedFrom ?? "",
                    group: record.repo.group,
                    workflow: record.repo.workflow,
                    description: record.repo.description
                )
            }
        )
    }

    func get(_ call: GetRepo) async throws(APIError) -> Repo {
        try await existing(call.repo).repo
    }

    func update(_ call: UpdateRepo) async throws(APIError) -> Nothing {
        var record = try await existing(call.repo)
        let options = call.body.options ?? record.repo.options
        try RepoService.check(options, against: call.body.schema)
        record.repo.schema = call.body.schema.fields
        record.repo.options = options
        if let description = call.body.description { record.repo.description = description }
        guard try await store.update(record) else { throw try await missing(call.repo) }
        return Nothing()
    }

    func delete(_ call: DeleteRepo) async throws(APIError) -> Nothing {
        guard try await store.deleteRepo(named: call.repo.description) else {
            throw try await missing(call.repo)
        }
        return Nothing()
    }

    /// A repo's transforms; none can be created yet, so none there are.
    func transforms(_ call: ListTransforms) async throws(APIError) -> ListTransforms.Output {
        _ = try await existing(call.repo)
        return ListTransforms.Output(transforms: [])
    }

    /// A repo's exports; none can be created yet, so none there are.
    func exports(_ call: ListExports) async throws(APIError) -> ListExports.Output {
        _ = try await existing(call.repo)
        return ListExports.Output(exports: [])
    }

    func existing(_ name: RepoName) async throws(APIError) -> RepoRecord {
        guard let record = try await store.repo(named: name.description) else {
            throw try await missing(name)
        }
        return record
    }

    private func missing(_ name: RepoName) async throws(APIError) -> APIError {
        let names = try await store.repos().map(\.name)
        return APIError(
            .repoNotFound,
            "no repo named '\(name)'" + NearestName.hint(for: name.description, among: names)
        )
    }

    /// The fields that options add must not be the schema's own.
    private static func check(
        _ options: RepoOptions?,
        against schema: Schema
    ) throws(APIError) {
        for name in [options?.withIP, options?.withTimestamp].compactMap({ $0 })
        where !name.isEmpty {
            if let problem = Identifier.problem(with: name) {
                throw APIError(.invalidFieldName, "'\(name)' is not a field name: \(problem)")
            }
            guard !schema.fields.contains(where: { $0.key == name }) else {
                throw APIError(
                    .invalidFieldName,
                    "an option adds field '\(name)', which the schema has: choose another name"
                )
            }
        }
    }
}
