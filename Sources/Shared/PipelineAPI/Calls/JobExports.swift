/// A job export, which writes the result of each successful run to a store outside.
package struct JobExport: Codable, Equatable, Sendable {
    /// `nil` in the answer about one item.
    package var name: String?
    package var type: ExportType
    package var spec: JSONValue
    package var workflow: String?
    /// Where it really delivers to, in words, as the local service tells it.
    package var place: String?

    package init(
        name: String? = nil,
        type: ExportType,
        spec: JSONValue,
        workflow: String? = nil,
        place: String? = nil
    ) {
        self.name = name
        self.type = type
        self.spec = spec
        self.workflow = workflow
        self.place = place
    }
}

/// Creates a job export.
package struct CreateJobExport: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/jobs/{job}/exports/{export}",
        errors: [
            .jobNotFound, .invalidJobExportName, .jobExportExists, .invalidJobExport,
            .invalidExportType, .csvWithoutDelimiter,
        ]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var type: ExportType
        package var spec: JSONValue

        package init(type: ExportType, spec: JSONValue) {
            self.type = type
            self.spec = spec
        }
    }

    package var job: JobName
    package var export: JobExportName
    package var body: Body

    package init(job: JobName, export: JobExportName, body: Body) {
        self.job = job
        self.export = export
        self.body = body
    }
}

/// Replaces a job export's spec.
package struct UpdateJobExport: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/jobs/{job}/exports/{export}",
        errors: [.jobNotFound, .jobExportNotFound, .invalidJobExport, .csvWithoutDelimiter]
    )
    package typealias Output = Nothing

    package var job: JobName
    package var export: JobExportName
    package var body: SpecBody

    package init(job: JobName, export: JobExportName, body: SpecBody) {
        self.job = job
        self.export = export
        self.body = body
    }
}

/// Lists a job's exports.
package struct ListJobExports: APICall, Equatable {
    package static let route = Route(.get, "/v2/jobs/{job}/exports", errors: [.jobNotFound])

    package struct Output: Codable, Equatable, Sendable {
        package var exports: [JobExport]

        package init(exports: [JobExport]) {
            self.exports = exports
        }
    }

    package var job: JobName

    package init(job: JobName) {
        self.job = job
    }
}

/// Returns one job export.
package struct GetJobExport: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/jobs/{job}/exports/{export}",
        errors: [.jobNotFound, .jobExportNotFound]
    )
    package typealias Output = JobExport

    package var job: JobName
    package var export: JobExportName

    package init(job: JobName, export: JobExportName) {
        self.job = job
        self.export = export
    }
}

/// Deletes a job export; written results stay.
package struct DeleteJobExport: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/jobs/{job}/exports/{export}",
        errors: [.jobNotFound, .jobExportNotFound]
    )
    package typealias Output = Nothing

    package var job: JobName
    package var export: JobExportName

    package init(job: JobName, export: JobExportName) {
        self.job = job
        self.export = export
    }
}
