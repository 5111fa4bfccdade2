package import PipelineAPI

/// What is known of who reads what: the lists of the API, without what lineage has no use for.
///
/// Lists may come in any order and may miss items that others name.
package struct LineageFacts: Equatable, Sendable {
    package struct Repo: Equatable, Sendable {
        package var name: String
        /// The transform that made it; empty or `nil` for one a user created.
        package var derivedFrom: String?

        package init(name: String, derivedFrom: String? = nil) {
            self.name = name
            self.derivedFrom = derivedFrom
        }
    }

    package struct Transform: Equatable, Sendable {
        package var repo: String
        package var name: String
        package var to: String

        package init(repo: String, name: String, to: String) {
            self.repo = repo
            self.name = name
            self.to = to
        }
    }

    /// An export of a repo or of a job, by the name of its container.
    package struct Export: Equatable, Sendable {
        package var container: String
        package var name: String
        package var type: ExportType
        /// Where it writes, in words: a bucket, a table, a host.
        package var target: String

        package init(container: String, name: String, type: ExportType, target: String) {
            self.container = container
            self.name = name
            self.type = type
            self.target = target
        }
    }

    package struct Job: Equatable, Sendable {
        package var name: String
        package var sources: [JobSource]

        package init(name: String, sources: [JobSource]) {
            self.name = name
            self.sources = sources
        }
    }

    package var repos: [Repo] = []
    package var transforms: [Transform] = []
    package var exports: [Export] = []
    package var dataSources: [String] = []
    package var jobs: [Job] = []
    package var jobExports: [Export] = []
    /// The kinds of items whose lists are all known, so that one that none of them has does not exist.
    package var wholeKinds: Set<Lineage.Kind> = []

    package init() {}
}
