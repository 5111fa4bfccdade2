/// A repo (message queue) as a list shows it.
package struct RepoSummary: Codable, Equatable, Sendable {
    package var name: String
    package var region: String
    /// The transform that created this repo; empty for one that a user created.
    package var derivedFrom: String?
    package var group: String?
    /// Whether a workflow created it.
    package var fromDag: Bool?
    package var workflow: String?
    package var description: String?

    package init(
        name: String,
        region: String,
        derivedFrom: String? = nil,
        group: String? = nil,
        fromDag: Bool? = nil,
        workflow: String? = nil,
        description: String? = nil
    ) {
        self.name = name
        self.region = region
        self.derivedFrom = derivedFrom
        self.group = group
        self.fromDag = fromDag
        self.workflow = workflow
        self.description = description
    }
}

/// A repo with its schema, as `GetRepo` returns it, without its name.
package struct Repo: Codable, Equatable, Sendable {
    package var region: String
    package var derivedFrom: String?
    package var schema: [SchemaField]
    package var options: RepoOptions?
    package var group: String?
    package var workflow: String?
    package var description: String?

    package init(
        region: String,
        derivedFrom: String? = nil,
        schema: [SchemaField],
        options: RepoOptions? = nil,
        group: String? = nil,
        workflow: String? = nil,
        description: String? = nil
    ) {
        self.region = region
        self.derivedFrom = derivedFrom
        self.schema = schema
        self.options = options
        self.group = group
        self.workflow = workflow
        self.description = description
    }

    /// The schema, with the fields that the options add to every point.
    package var storedFields: [SchemaField] { schema + (options?.addedFields ?? []) }
}

/// How a repo changes the points it receives.
package struct RepoOptions: Codable, Equatable, Sendable {
    /// The field that receives the sender's address; empty or absent for none.
    package var withIP: String?
    /// The field that receives the time of arrival; empty or absent for none.
    package var withTimestamp: String?
    /// Whether `\t` and `\n` in string values become the characters they stand for; off by default.
    package var unescapeLine: Bool?

    package init(
        withIP: String? = nil,
        withTimestamp: String? = nil,
        unescapeLine: Bool? = nil
    ) {
        self.withIP = withIP
        self.withTimestamp = withTimestamp
        self.unescapeLine = unescapeLine
    }

    /// The fields that the options add to every point, which an answer has in its schema.
    package var addedFields: [SchemaField] {
        [(withIP, ValueType.string), (withTimestamp, .date)].compactMap { name, type in
            guard let name, !name.isEmpty else { return nil }
            return SchemaField(name, type)
        }
    }
}

/// The regions this API is known to have; the documents name only the first.
package enum Region {
    package static let known = ["nb", "jjh"]
}

/// Creates a repo.
package struct CreateRepo: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/repos/{repo}",
        errors: [
            .repoExists, .invalidRepoName, .emptySchema, .invalidFieldName, .unsupportedFieldType,
            .invalidDate, .invalidSchema, .regionMismatch, .groupNotFound, .groupRegionMismatch,
            .workflowNotFound, .workflowNotUpdatable,
        ]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var region: String
        package var schema: Schema
        package var options: RepoOptions?
        package var group: String?
        package var workflow: String?
        package var description: String?

        package init(
            region: String,
            schema: Schema,
            options: RepoOptions? = nil,
            group: String? = nil,
            workflow: String? = nil,
            description: String? = nil
        ) {
            self.region = region
            self.schema = schema
            self.options = options
            self.group = group
            self.workflow = workflow
            self.description = description
        }
    }

    package var repo: RepoName
    package var body: Body

    package init(repo: RepoName, body: Body) {
        self.repo = repo
        self.body = body
    }
}

/// Lists every repo.
package struct ListRepos: APICall, Equatable {
    package static let route = Route(.get, "/v2/repos")

    package struct Output: Codable, Equatable, Sendable {
        package var repos: [RepoSummary]

        package init(repos: [RepoSummary]) {
            self.repos = repos
        }
    }

    package init() {}
}

/// Returns one repo with its schema.
package struct GetRepo: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/repos/{repo}",
        errors: [.repoNotFound, .invalidRepoName]
    )
    package typealias Output = Repo

    package var repo: RepoName

    package init(repo: RepoName) {
        self.repo = repo
    }
}

/// Replaces a repo's whole schema; refused where a transform or an export would break.
package struct UpdateRepo: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/repos/{repo}",
        errors: [
            .repoNotFound, .invalidRepoName, .emptySchema, .invalidFieldName,
            .unsupportedFieldType, .invalidDate, .invalidSchema, .incompatibleRepoSchema,
            .workflowNotUpdatable,
        ]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var schema: Schema
        /// `nil` keeps the current options.
        package var options: RepoOptions?
        package var description: String?

        package init(schema: Schema, options: RepoOptions? = nil, description: String? = nil) {
            self.schema = schema
            self.options = options
            self.description = description
        }
    }

    package var repo: RepoName
    package var body: Body

    package init(repo: RepoName, body: Body) {
        self.repo = repo
        self.body = body
    }
}

/// Deletes a repo with its points; refused while anything depends on it.
package struct DeleteRepo: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/repos/{repo}",
        errors: [
            .repoNotFound, .invalidRepoName, .repoInUse, .repoIsDerived, .workflowNotUpdatable,
        ]
    )
    package typealias Output = Nothing

    package var repo: RepoName

    package init(repo: RepoName) {
        self.repo = repo
    }
}
