/// A workflow: repos and data sources, with their transforms, exports and jobs, started and stopped together.
///
/// A repo or data source joins through its own `workflow` member; transforms, exports and jobs belong to
/// the workflow of what they read.
package struct Workflow: Codable, Equatable, Sendable {
    package var name: String
    package var region: String
    /// The diagram that a client drew, node by name; the service stores it and does not read it.
    package var nodes: JSONValue?
    package var comment: String?
    package var createTime: Timestamp?
    package var updateTime: Timestamp?
    package var status: WorkflowStatus?
    /// Whether a start would be accepted.
    package var canStart: Bool?
    package var isManualWorkflow: Bool?

    package init(
        name: String,
        region: String,
        nodes: JSONValue? = nil,
        comment: String? = nil,
        createTime: Timestamp? = nil,
        updateTime: Timestamp? = nil,
        status: WorkflowStatus? = nil,
        canStart: Bool? = nil,
        isManualWorkflow: Bool? = nil
    ) {
        self.name = name
        self.region = region
        self.nodes = nodes
        self.comment = comment
        self.createTime = createTime
        self.updateTime = updateTime
        self.status = status
        self.canStart = canStart
        self.isManualWorkflow = isManualWorkflow
    }
}

/// The status of a workflow; clients poll it until it is Started or Stopped.
package struct WorkflowStatus: OpenText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let ready = WorkflowStatus(rawValue: "Ready")
    package static let starting = WorkflowStatus(rawValue: "Starting")
    package static let started = WorkflowStatus(rawValue: "Started")
    package static let stopping = WorkflowStatus(rawValue: "Stopping")
    package static let stopped = WorkflowStatus(rawValue: "Stopped")
    package static let unknown = WorkflowStatus(rawValue: "Unknown")
    package static let known: [WorkflowStatus] = [
        .ready, .starting, .started, .stopping, .stopped, .unknown,
    ]

    /// Whether the workflow runs, so that its members may not be changed (`E18643`).
    package var isRunning: Bool { [.starting, .started, .stopping].contains(self) }
}

/// Creates an empty workflow.
package struct CreateWorkflow: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/workflows/{workflow}",
        errors: [
            .invalidWorkflowName, .workflowExists, .regionMismatch, .workflowNameTaken,
        ]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var region: String
        package var comment: String?

        package init(region: String, comment: String? = nil) {
            self.region = region
            self.comment = comment
        }
    }

    package var workflow: WorkflowName
    package var body: Body

    package init(workflow: WorkflowName, body: Body) {
        self.workflow = workflow
        self.body = body
    }
}

/// Replaces the diagram of a workflow's nodes, or its comment; refused while it runs.
package struct UpdateWorkflow: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/workflows/{workflow}",
        errors: [.workflowNotFound, .workflowNotUpdatable, .invalidWorkflow]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var region: String?
        package var nodes: JSONValue?
        package var comment: String?

        package init(region: String? = nil, nodes: JSONValue? = nil, comment: String? = nil) {
            self.region = region
            self.nodes = nodes
            self.comment = comment
        }
    }

    package var workflow: WorkflowName
    package var body: Body

    package init(workflow: WorkflowName, body: Body) {
        self.workflow = workflow
        self.body = body
    }
}

/// Returns one workflow.
package struct GetWorkflow: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/workflows/{workflow}",
        errors: [.workflowNotFound]
    )
    package typealias Output = Workflow

    package var workflow: WorkflowName

    package init(workflow: WorkflowName) {
        self.workflow = workflow
    }
}

/// Lists every workflow; as a bare array, the only such answer of this API.
package struct ListWorkflows: APICall, Equatable {
    package static let route = Route(.get, "/v2/workflows")
    package typealias Output = [Workflow]

    package init() {}
}

/// Deletes a workflow that does not run and has nothing in it.
package struct DeleteWorkflow: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/workflows/{workflow}",
        errors: [.workflowNotFound, .workflowNotUpdatable]
    )
    package typealias Output = Nothing

    package var workflow: WorkflowName

    package init(workflow: WorkflowName) {
        self.workflow = workflow
    }
}

/// Returns the members of a workflow with their status.
package struct GetWorkflowStatus: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/workflows/{workflow}/status",
        errors: [.workflowNotFound]
    )

    package struct Output: Codable, Equatable, Sendable {
        package var name: String
        package var region: String
        package var nodes: [Node]
        package var status: WorkflowStatus

        package init(name: String, region: String, nodes: [Node], status: WorkflowStatus) {
            self.name = name
            self.region = region
            self.nodes = nodes
            self.status = status
        }
    }

    /// A member: its name, its type (`repo`, `transform`, `job`, …) and its status.
    package struct Node: Codable, Equatable, Sendable {
        package var name: String
        package var type: String
        package var status: String

        package init(name: String, type: String, status: String) {
            self.name = name
            self.type = type
            self.status = status
        }
    }

    package var workflow: WorkflowName

    package init(workflow: WorkflowName) {
        self.workflow = workflow
    }
}

/// Starts everything in a workflow.
package struct StartWorkflow: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/workflows/{workflow}/start",
        errors: [.workflowNotFound, .workflowNotStartable, .workflowIsEmpty]
    )
    package typealias Output = Nothing

    package var workflow: WorkflowName

    package init(workflow: WorkflowName) {
        self.workflow = workflow
    }
}

/// Stops everything in a workflow; points that have arrived are read after the next start.
package struct StopWorkflow: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/workflows/{workflow}/stop",
        errors: [.workflowNotFound, .workflowNotStoppable]
    )
    package typealias Output = Nothing

    package var workflow: WorkflowName

    package init(workflow: WorkflowName) {
        self.workflow = workflow
    }
}
