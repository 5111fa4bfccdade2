/// The SQL of a job or a transform in the dialect of the engine that computes it.
package struct SQLTranslation: Codable, Equatable, Sendable {
    /// The job or the transform.
    package var name: String
    /// The engine: `duckdb`.
    package var engine: String
    /// What the engine is given; `nil` where the SQL is refused now.
    package var sql: String?
    /// Why it is refused, or left as it is; `nil` where it is simply translated.
    package var note: String?

    package init(name: String, engine: String, sql: String? = nil, note: String? = nil) {
        self.name = name
        self.engine = engine
        self.sql = sql
        self.note = note
    }
}

/// Returns the translation of a job's SQL, its variables replaced as of now; no call of the real service.
package struct GetJobTranslation: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/local/jobs/{job}/translation",
        errors: [.jobNotFound]
    )
    package typealias Output = SQLTranslation

    package var job: JobName

    package init(job: JobName) {
        self.job = job
    }
}

/// Returns the translations of the SQL of a repo's transforms; no call of the real service.
package struct ListTransformTranslations: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/local/repos/{repo}/translations",
        errors: [.repoNotFound]
    )

    package struct Output: Codable, Equatable, Sendable {
        package var translations: [SQLTranslation]

        package init(translations: [SQLTranslation]) {
            self.translations = translations
        }
    }

    package var repo: RepoName

    package init(repo: RepoName) {
        self.repo = repo
    }
}
