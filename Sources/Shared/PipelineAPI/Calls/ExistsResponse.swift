/// Whether a resource of a name exists; the answer is a success in both cases.
package struct ExistsResponse: Codable, Equatable, Sendable {
    package var exist: Bool

    package init(exist: Bool) {
        self.exist = exist
    }
}

/// Returns whether there is such a repo.
package struct CheckRepoExists: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/repos/{repo}/exists",
        errors: [.invalidRepoName]
    )
    package typealias Output = ExistsResponse

    package var repo: RepoName

    package init(repo: RepoName) {
        self.repo = repo
    }
}

/// Returns whether the repo has such a transform.
package struct CheckTransformExists: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/repos/{repo}/transforms/{transform}/exists",
        errors: [.invalidRepoName, .invalidTransform]
    )
    package typealias Output = ExistsResponse

    package var repo: RepoName
    package var transform: TransformName

    package init(repo: RepoName, transform: TransformName) {
        self.repo = repo
        self.transform = transform
    }
}

/// Returns whether the repo has such an export.
package struct CheckExportExists: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/repos/{repo}/exports/{export}/exists",
        errors: [.invalidRepoName, .invalidExport]
    )
    package typealias Output = ExistsResponse

    package var repo: RepoName
    package var export: ExportName

    package init(repo: RepoName, export: ExportName) {
        self.repo = repo
        self.export = export
    }
}

/// Returns whether there is such a data source.
package struct CheckDataSourceExists: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/datasources/{dataSource}/exists",
        errors: [.invalidDataSourceName]
    )
    package typealias Output = ExistsResponse

    package var dataSource: DataSourceName

    package init(dataSource: DataSourceName) {
        self.dataSource = dataSource
    }
}

/// Returns whether there is such a job.
package struct CheckJobExists: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/jobs/{job}/exists",
        errors: [.invalidJobName]
    )
    package typealias Output = ExistsResponse

    package var job: JobName

    package init(job: JobName) {
        self.job = job
    }
}

/// Returns whether the job has such an export.
package struct CheckJobExportExists: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/jobs/{job}/exports/{export}/exists",
        errors: [.invalidJobName, .invalidJobExportName]
    )
    package typealias Output = ExistsResponse

    package var job: JobName
    package var export: JobExportName

    package init(job: JobName, export: JobExportName) {
        self.job = job
        self.export = export
    }
}
