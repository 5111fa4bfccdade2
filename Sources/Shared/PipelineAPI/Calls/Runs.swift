/// One execution of a job, called a batch in the API's paths.
package struct Run: Codable, Equatable, Hashable, Sendable {
    /// The number of the run within its job, from 1.
    package var runId: Int
    /// The time the run was due; a rerun keeps it.
    package var batchTime: Timestamp
    package var startTime: Timestamp?
    /// The end; for a run that is Running, the time of the answer.
    package var endTime: Timestamp?
    /// Seconds.
    package var duration: Int?
    package var status: RunStatus
    package var message: String?

    package init(
        runId: Int,
        batchTime: Timestamp,
        startTime: Timestamp? = nil,
        endTime: Timestamp? = nil,
        duration: Int? = nil,
        status: RunStatus,
        message: String? = nil
    ) {
        self.runId = runId
        self.batchTime = batchTime
        self.startTime = startTime
        self.endTime = endTime
        self.duration = duration
        self.status = status
        self.message = message
    }
}

/// Returns a page of a job's history, or one run of it.
package struct ListRuns: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/jobs/{job}/history",
        errors: [.jobNotFound, .runNotFound]
    )

    package struct Output: Codable, Equatable, Sendable {
        /// The number of all runs that match, not only those of this page.
        package var total: Int
        package var history: [Run]

        package init(total: Int, history: [Run]) {
            self.total = total
            self.history = history
        }
    }

    package static let defaultSize = 20
    package static let mostSize = 1000
    /// The value of `runId` that means the newest run.
    package static let newest = -1

    package var job: JobName
    /// From 1.
    package var page: Int?
    package var size: Int?
    /// The name of the field to sort by, with `-` before it for descending; by default `-endTime`.
    package var sortBy: String?
    package var status: RunStatus?
    package var runId: Int?

    package init(
        job: JobName,
        page: Int? = nil,
        size: Int? = nil,
        sortBy: String? = nil,
        status: RunStatus? = nil,
        runId: Int? = nil
    ) {
        self.job = job
        self.page = page
        self.size = size
        self.sortBy = sortBy
        self.status = status
        self.runId = runId
    }
}

/// The id of a run in a batch action: a text in the document, a number in the Go client.
///
/// Both forms are read, and each is written as it was read.
package struct RunReference: Codable, Equatable, Hashable, Sendable {
    package enum Form: Sendable { case text, number }

    package let runId: Int
    package let form: Form

    package init(_ runId: Int, as form: Form = .text) {
        self.runId = runId
        self.form = form
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            self.init(number, as: .number)
        } else {
            let text = try container.decode(String.self)
            guard let number = Int(text) else {
                throw APIError(.malformedBody, "'\(text)' is not a run id: give a whole number")
            }
            self.init(number, as: .text)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch form {
        case .text: try container.encode(String(runId))
        case .number: try container.encode(runId)
        }
    }
}

/// The body of both batch actions.
package struct BatchActionBody: Codable, Equatable, Sendable {
    package var jobName: JobName
    package var runId: RunReference

    package init(jobName: JobName, runId: RunReference) {
        self.jobName = jobName
        self.runId = runId
    }

    /// The same body with the id as a number; `nil` if it is one already.
    fileprivate var withNumber: BatchActionBody? {
        guard runId.form == .text else { return nil }
        return BatchActionBody(jobName: jobName, runId: RunReference(runId.runId, as: .number))
    }
}

/// Stops a running run.
package struct StopBatch: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/batch/actions/stop",
        errors: [.invalidJobName, .jobNotFound, .runNotFound, .runNotStoppable]
    )

    package struct Output: Codable, Equatable, Sendable {
        package var preStatus: RunStatus
        package var postStatus: RunStatus

        package init(preStatus: RunStatus, postStatus: RunStatus) {
            self.preStatus = preStatus
            self.postStatus = postStatus
        }
    }

    package var body: BatchActionBody

    package init(job: JobName, runId: Int) {
        body = BatchActionBody(jobName: job, runId: RunReference(runId))
    }

    package var alternative: StopBatch? {
        body.withNumber.map { numbered in
            var call = self
            call.body = numbered
            return call
        }
    }
}

/// Runs a run again that has ended, with the same id and batch time.
package struct RerunBatch: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/batch/actions/rerun",
        errors: [.invalidJobName, .jobNotFound, .runNotFound, .runNotRerunnable]
    )

    package struct Output: Codable, Equatable, Sendable {
        package var preStatus: RunStatus
        package var postStatus: RunStatus
        package var rerunCount: Int

        package init(preStatus: RunStatus, postStatus: RunStatus, rerunCount: Int) {
            self.preStatus = preStatus
            self.postStatus = postStatus
            self.rerunCount = rerunCount
        }
    }

    package var body: BatchActionBody

    package init(job: JobName, runId: Int) {
        body = BatchActionBody(jobName: job, runId: RunReference(runId))
    }

    package var alternative: RerunBatch? {
        body.withNumber.map { numbered in
            var call = self
            call.body = numbered
            return call
        }
    }
}
