package import struct FoundationEssentials.Data

/// Posts points to a repo, one on each line; all of them or none are stored, durably once answered.
///
/// The text has the format of ``PointText`` and at most 2 MiB before compression.
package struct PostPoints: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/repos/{repo}/data",
        errors: [
            .repoNotFound, .invalidRepoName, .invalidFieldValue, .fieldNotFound, .pointDoesNotFit,
            .brokenGzip, .undecodableTags, .pointsToDerivedRepo,
        ]
    )
    package typealias Output = Nothing

    package static let mostBytes = 2_097_152

    package var repo: RepoName
    /// URL-safe base64 of a point text whose fields are added to every point; empty counts as absent.
    package var tags: String?
    package var body: RawBody

    package init(repo: RepoName, text: Data, tags: String? = nil) {
        self.repo = repo
        self.tags = tags
        body = RawBody(text, headers: ["Content-Type": "text/plain"])
    }
}

/// Returns the latest points of a repo as samples, at most 10.
package struct SamplePoints: APICall, Equatable {
    package static let route = Route(
        .get,
        "/v2/repos/{repo}/data",
        errors: [.repoNotFound, .invalidRepoName]
    )

    package struct Output: Codable, Equatable, Sendable {
        package var records: [[String: JSONValue]]

        package init(records: [[String: JSONValue]]) {
            self.records = records
        }
    }

    package static let mostRecords = 10

    package var repo: RepoName
    /// The number of points; by default 10.
    package var count: Int?

    package init(repo: RepoName, count: Int? = nil) {
        self.repo = repo
        self.count = count
    }
}
