/// The computation of a transform, its interval and its resources: the documents' `spec`.
package struct TransformSpec: Codable, Equatable, Sendable {
    package var plugin: TransformPlugin?
    /// The language of ``code``; only `sql` is known.
    package var mode: String?
    package var code: String?
    package var interval: String?
    package var container: Container?
    package var whence: Whence?
    package var destrepo: [SchemaField]?

    package init(
        plugin: TransformPlugin? = nil,
        mode: String? = nil,
        code: String? = nil,
        interval: String? = nil,
        container: Container? = nil,
        whence: Whence? = nil,
        destrepo: [SchemaField]? = nil
    ) {
        self.plugin = plugin
        self.mode = mode
        self.code = code
        self.interval = interval
        self.container = container
        self.whence = whence
        self.destrepo = destrepo
    }

    /// The documents' intervals, with their seconds.
    package static let intervals: KeyValuePairs = [
        "5s": 5, "10s": 10, "20s": 20, "30s": 30, "1m": 60, "5m": 300, "10m": 600,
    ]
    package static let defaultInterval = "1m"

    /// The SQL; `nil` for a plugin alone.
    package var sql: String? {
        guard let code, code.contains(where: { !$0.isWhitespace }) else { return nil }
        return code
    }

    /// The time between two computations in seconds; `nil` for an unknown interval.
    package var intervalSeconds: Int? {
        let wanted = interval ?? TransformSpec.defaultInterval
        return TransformSpec.intervals.first { $0.key == wanted }?.value
    }
}

/// A plugin and its output fields.
package struct TransformPlugin: Codable, Equatable, Sendable {
    package var name: String
    package var output: [PluginField]

    package init(name: String, output: [PluginField]) {
        self.name = name
        self.output = output
    }

    /// The plugin's output as fields of a schema.
    package var fields: [SchemaField] {
        output.map { SchemaField($0.name, $0.type ?? .string) }
    }
}

/// An output field of a plugin: `string`, `long` or `float`, by default string.
package struct PluginField: Codable, Equatable, Sendable {
    package var name: String
    package var type: ValueType?

    package init(name: String, type: ValueType? = nil) {
        self.name = name
        self.type = type
    }
}

/// The position in a repo where reading begins.
package struct Whence: OpenText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let oldest = Whence(rawValue: "oldest")
    package static let newest = Whence(rawValue: "newest")
    package static let known: [Whence] = [.oldest, .newest]
}

/// A transform: its name, its destination repo, and its computation.
package struct Transform: Codable, Equatable, Sendable {
    package var name: String
    package var to: String
    package var spec: TransformSpec
    package var workflow: String?
    package var progress: StreamProgress?

    package init(
        name: String,
        to: String,
        spec: TransformSpec,
        workflow: String? = nil,
        progress: StreamProgress? = nil
    ) {
        self.name = name
        self.to = to
        self.spec = spec
        self.workflow = workflow
        self.progress = progress
    }
}

extension Transform: AnswerFields {
    /// The streaming document: `Transform-Type: application/<TransformType>`.
    package var answerFields: HeaderFields {
        ["Transform-Type": spec.plugin == nil ? "application/sql" : "application/java-archive"]
    }
}

/// Creates a transform from one repo to another, which is created if it does not exist.
package struct CreateTransform: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/repos/{repo}/transforms/{transform}/to/{destination}",
        errors: [
            .repoNotFound, .invalidRepoName, .transformExists, .unsupportedTransformType,
            .sameSourceAndDestination, .destinationTaken, .invalidTransform, .invalidInterval,
            .invalidTransformSQL, .invalidPluginOutput, .invalidContainerType,
            .invalidContainerCount, .pluginNotFound, .invalidTransformPlugin,
            .invalidDestinationSchema, .workflowNotUpdatable,
        ]
    )
    package typealias Output = Nothing

    package var repo: RepoName
    package var transform: TransformName
    package var destination: RepoName
    package var body: TransformSpec

    package init(
        repo: RepoName,
        transform: TransformName,
        destination: RepoName,
        body: TransformSpec
    ) {
        self.repo = repo
        self.transform = transform
        self.destination = destination
        self.body = body
    }
}

/// Lists the transforms that read a repo.
package struct ListTransforms: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/repos/{repo}/transforms",
        errors: [.repoNotFound]
    )

    package struct Output: Codable, Equatable, Sendable {
        package var transforms: [Transform]

        package init(transforms: [Transform]) {
            self.transforms = transforms
        }
    }

    package var repo: RepoName

    package init(repo: RepoName) {
        self.repo = repo
    }
}

/// Returns one transform.
package struct GetTransform: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/repos/{repo}/transforms/{transform}",
        errors: [.repoNotFound, .transformNotFound]
    )
    package typealias Output = Transform

    package var repo: RepoName
    package var transform: TransformName

    package init(repo: RepoName, transform: TransformName) {
        self.repo = repo
        self.transform = transform
    }
}

/// Changes a transform's plugin, SQL, interval or container, at least one of them; output fields can only be added.
package struct UpdateTransform: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/repos/{repo}/transforms/{transform}",
        errors: [
            .repoNotFound, .transformNotFound, .invalidTransform, .invalidInterval,
            .invalidTransformSQL, .invalidPluginOutput, .invalidContainerType,
            .invalidContainerCount, .pluginNotFound, .invalidTransformPlugin,
            .transformUpdateRefused, .workflowNotUpdatable,
        ]
    )
    package typealias Output = Nothing

    package var repo: RepoName
    package var transform: TransformName
    package var body: TransformSpec

    package init(repo: RepoName, transform: TransformName, body: TransformSpec) {
        self.repo = repo
        self.transform = transform
        self.body = body
    }
}

/// Deletes a transform, and the repo that it created.
package struct DeleteTransform: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/repos/{repo}/transforms/{transform}",
        errors: [.repoNotFound, .transformNotFound, .repoInUse, .workflowNotUpdatable]
    )
    package typealias Output = Nothing

    package var repo: RepoName
    package var transform: TransformName

    package init(repo: RepoName, transform: TransformName) {
        self.repo = repo
        self.transform = transform
    }
}
