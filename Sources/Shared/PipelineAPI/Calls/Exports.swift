/// An export, which copies a repo's points to a store outside as they arrive.
package struct Export: Codable, Equatable, Sendable {
    package var name: String
    package var type: ExportType
    /// The spec as it was given; `ExportSpecs` has its typed forms.
    package var spec: JSONValue
    package var whence: Whence?
    package var workflow: String?
    package var progress: StreamProgress?
    /// Where it really delivers to, in words, as the local service tells it: a server, or a path of the data directory.
    package var place: String?

    package init(
        name: String,
        type: ExportType,
        spec: JSONValue,
        whence: Whence? = nil,
        workflow: String? = nil,
        progress: StreamProgress? = nil,
        place: String? = nil
    ) {
        self.name = name
        self.type = type
        self.spec = spec
        self.whence = whence
        self.workflow = workflow
        self.progress = progress
        self.place = place
    }
}

/// The only part of an export that can be changed; what cannot may be sent along as it is.
package struct SpecBody: Codable, Equatable, Sendable {
    package var spec: JSONValue
    package var type: ExportType?
    /// Of a stream export; an empty one counts as absent.
    package var whence: Whence?

    package init(spec: JSONValue, type: ExportType? = nil, whence: Whence? = nil) {
        self.spec = spec
        self.type = type
        self.whence = whence
    }

    /// Returns the first of type and whence that is sent and differs, with both values.
    package func firstChange(
        type: ExportType,
        whence: Whence?
    ) -> (name: String, sent: String, kept: String)? {
        if let sent = self.type, sent != type, !sent.rawValue.isEmpty {
            return ("type", sent.rawValue, type.rawValue)
        }
        let kept = whence ?? .oldest
        if let sent = self.whence, sent != kept, !sent.rawValue.isEmpty {
            return ("whence", sent.rawValue, kept.rawValue)
        }
        return nil
    }
}

/// Creates an export; refused where the name is taken or the spec does not fit the repo's schema.
package struct CreateExport: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/repos/{repo}/exports/{export}",
        errors: [
            .repoNotFound, .exportExists, .invalidExport, .invalidExportType, .csvWithoutDelimiter,
            .fieldNotFound, .workflowNotUpdatable,
        ]
    )
    package typealias Output = Nothing

    package struct Body: Codable, Equatable, Sendable {
        package var type: ExportType
        package var whence: Whence?
        package var spec: JSONValue

        package init(type: ExportType, whence: Whence? = nil, spec: JSONValue) {
            self.type = type
            self.whence = whence
            self.spec = spec
        }
    }

    package var repo: RepoName
    package var export: ExportName
    package var body: Body

    package init(repo: RepoName, export: ExportName, body: Body) {
        self.repo = repo
        self.export = export
        self.body = body
    }
}

/// Replaces an export's spec; its type and whence stay.
package struct UpdateExport: APICall, Equatable {
    package static let route = Route(
        .put,
        "/v2/repos/{repo}/exports/{export}",
        errors: [
            .repoNotFound, .exportNotFound, .invalidExport, .csvWithoutDelimiter, .fieldNotFound,
            .workflowNotUpdatable,
        ]
    )
    package typealias Output = Nothing

    package var repo: RepoName
    package var export: ExportName
    package var body: SpecBody

    package init(repo: RepoName, export: ExportName, body: SpecBody) {
        self.repo = repo
        self.export = export
        self.body = body
    }
}

/// Lists a repo's exports, in a wrapper as clients expect instead of the document's single object.
package struct ListExports: APICall, Equatable {
    package static let route = Route(.get, "/v2/repos/{repo}/exports", errors: [.repoNotFound])

    package struct Output: Codable, Equatable, Sendable {
        package var exports: [Export]

        package init(exports: [Export]) {
            self.exports = exports
        }
    }

    package var repo: RepoName

    package init(repo: RepoName) {
        self.repo = repo
    }
}

/// Returns one export.
package struct GetExport: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/repos/{repo}/exports/{export}",
        errors: [.repoNotFound, .exportNotFound]
    )
    package typealias Output = Export

    package var repo: RepoName
    package var export: ExportName

    package init(repo: RepoName, export: ExportName) {
        self.repo = repo
        self.export = export
    }
}

/// Deletes an export; delivered data stays.
package struct DeleteExport: APICall, Equatable {
    package static let route = Route(
        .delete,
        "/v2/repos/{repo}/exports/{export}",
        errors: [.repoNotFound, .exportNotFound, .workflowNotUpdatable]
    )
    package typealias Output = Nothing

    package var repo: RepoName
    package var export: ExportName

    package init(repo: RepoName, export: ExportName) {
        self.repo = repo
        self.export = export
    }
}
