package import struct FoundationEssentials.Data

/// Posts points, one a line, to a repo: durable once answered, all of them or none.
///
/// The text is read as ``PointText`` says, at most 2 MiB of it before compression.
package struct PostPoints: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/repos/{repo}/data",
        errors: [
            .repoNotFound, .invalidRepoName, .invalidFieldValue, .fieldNotFound, .pointDoesNotFit,
            .brokenGzip, .undecodableTags,
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
