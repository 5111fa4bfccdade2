/// A source of a job: a data source or another job's result, as a table of its SQL.
package struct JobSource: Codable, Equatable, Hashable, Sendable {
    package var name: String
    package var type: JobSourceType
    package var tableName: String
    /// A suffix of the data source's prefixes; its variables are evaluated at the batch time.
    package var fileFilter: String?

    package init(
        name: String,
        type: JobSourceType,
        tableName: String,
        fileFilter: String? = nil
    ) {
        self.name = name
        self.type = type
        self.tableName = tableName
        self.fileFilter = fileFilter
    }
}

package struct JobSourceType: CaselessText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static func == (left: Self, right: Self) -> Bool { left.folded == right.folded }
    package func hash(into hasher: inout Hasher) { hasher.combine(folded) }

    package static let dataSource = JobSourceType(rawValue: "datasource")
    package static let job = JobSourceType(rawValue: "job")
    package static let known: [JobSourceType] = [.dataSource, .job]
}

/// The code of a job; `type` is `SQL`, compared without case.
package struct Computation: Codable, Equatable, Hashable, Sendable {
    package var code: String
    package var type: String

    package init(code: String, type: String = "SQL") {
        self.code = code
        self.type = type
    }
}

/// The schedule of a job in the API's form; ``JobSchedule`` interprets it.
package struct JobScheduler: Codable, Equatable, Hashable, Sendable {
    package var type: SchedulerType
    package var spec: Spec?

    package struct Spec: Codable, Equatable, Hashable, Sendable {
        package var crontab: String?
        package var loop: String?

        package init(crontab: String? = nil, loop: String? = nil) {
            self.crontab = crontab
            self.loop = loop
        }
    }

    package init(type: SchedulerType, spec: Spec? = nil) {
        self.type = type
        self.spec = spec
    }
}

package struct SchedulerType: CaselessText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static func == (left: Self, right: Self) -> Bool { left.folded == right.folded }
    package func hash(into hasher: inout Hasher) { hasher.combine(folded) }

    package static let crontab = SchedulerType(rawValue: "crontab")
    package static let loop = SchedulerType(rawValue: "loop")
    package static let manual = SchedulerType(rawValue: "manual")
    package static let depend = SchedulerType(rawValue: "depend")
    package static let known: [SchedulerType] = [.crontab, .loop, .manual, .depend]
}

/// A parameter of a job's SQL with its default value, which a start may replace.
package struct JobParameter: Codable, Equatable, Hashable, Sendable {
    package var name: String
    package var `default`: String

    package init(name: String, default: String) {
        self.name = name
        self.default = `default`
    }
}

/// The definition of a job, for creating and replacing it; a `depend` job has neither container nor parameters.
package struct JobDefinition: Codable, Equatable, Sendable {
    package var srcs: [JobSource]
    package var computation: Computation
    package var container: Container?
    package var scheduler: JobScheduler
    package var params: [JobParameter]?

    package init(
        srcs: [JobSource],
        computation: Computation,
        container: Container? = nil,
        scheduler: JobScheduler,
        params: [JobParameter]? = nil
    ) {
        self.srcs = srcs
        self.computation = computation
        self.container = container
        self.scheduler = scheduler
        self.params = params
    }
}

/// A job with the schema of its result; `name` is absent in the answer of `GetJob`.
package struct Job: Codable, Equatable, Sendable {
    package var name: String?
    package var srcs: [JobSource]
    package var computation: Computation
    package var container: Container?
    package var scheduler: JobScheduler
    package var params: [JobParameter]?
    package var schema: [SchemaField]?

    package init(
        name: String? = nil,
        definition: JobDefinition,
        schema: [SchemaField]? = nil
    ) {
        self.name = name
        srcs = definition.srcs
        computation = definition.computation
        container = definition.container
        scheduler = definition.scheduler
        params = definition.params
        self.schema = schema
    }

    package var definition: JobDefinition {
        JobDefinition(
            srcs: srcs,
            computation: computation,
            container: container,
            scheduler: scheduler,
            params: params
        )
    }
}

/// The codes with which a job's definition may be refused, at creation and replacement.
private let definitionErrors: [ErrorCode] = [
    .jobSourceNotFound, .duplicateTableName, .invalidBatchSpec, .invalidJobSQL,
    .undefinedVariable, .invalidContainerType, .invalidContainerCount, .wrongJobArguments,
    .workflowNotUpdatable, .invalidPathFilter, .undefinedPathVariable, .invalidPathCharacter,
]

/// Creates a job; a scheduled one begins to run at its next due time.
package struct CreateJob: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/jobs/{job}",
        errors: [.invalidJobName, .jobExists] + definitionErrors
    )
    package typealias Output = Nothing

    package var job: JobName
    package var body: JobDefinition

    package init(job: JobName, body: JobDefinition) {
        self.job = job
        self.body = body
    }
}

/// Replaces the whole definition of a job.
package struct UpdateJob: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/jobs/{job}",
        errors: [.jobNotFound] + definitionErrors
    )
    package typealias Output = Nothing

    package var job: JobName
    package var body: JobDefinition

    package init(job: JobName, body: JobDefinition) {
        self.job = job
        self.body = body
    }
}

/// Lists jobs: all, or those that read one data source, or one job; not both.
package struct ListJobs: APICall, Equatable {
    package static let route = Route(.get, "/v2/jobs", errors: [.wrongJobArguments])

    package struct Output: Codable, Equatable, Sendable {
        package var jobs: [Job]

        package init(jobs: [Job]) {
            self.jobs = jobs
        }
    }

    package var srcDatasource: String?
    package var srcJob: String?

    package init(srcDatasource: String? = nil, srcJob: String? = nil) {
        self.srcDatasource = srcDatasource
        self.srcJob = srcJob
    }
}

/// Returns one job.
package struct GetJob: APICall, Equatable {
    package static let route = Route(.get, "/v2/jobs/{job}", errors: [.jobNotFound])
    package typealias Output = Job

    package var job: JobName

    package init(job: JobName) {
        self.job = job
    }
}

/// Starts a job: a manual one runs once, a stopped scheduled one is scheduled again, and one whose schedule is in force
/// stays as it is.
package struct StartJob: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/jobs/{job}/actions/start",
        errors: [.jobNotFound, .jobNotStarted, .wrongJobArguments]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var params: [Parameter]?

        package init(params: [Parameter]? = nil) {
            self.params = params
        }
    }

    /// The value of a parameter for this start.
    package struct Parameter: Codable, Equatable, Hashable, Sendable {
        package var name: String
        package var value: String?

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package var job: JobName
    /// `nil` if every parameter has its default: the documents allow a start without a body.
    package var body: Body?

    package init(job: JobName, parameters: [Parameter] = []) {
        self.job = job
        body = parameters.isEmpty ? nil : Body(params: parameters)
    }
}

/// Stops a job: its running run is stopped, and no further one starts until the job is started.
package struct StopJob: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/jobs/{job}/actions/stop",
        errors: [.jobNotFound, .jobNotStopped]
    )
    package typealias Output = Nothing

    package var job: JobName

    package init(job: JobName) {
        self.job = job
    }
}

/// Deletes a job with its history; refused while another job depends on it.
package struct DeleteJob: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/jobs/{job}",
        errors: [.jobNotFound, .jobHasDownstream, .workflowNotUpdatable]
    )
    package typealias Output = Nothing

    package var job: JobName

    package init(job: JobName) {
        self.job = job
    }
}
