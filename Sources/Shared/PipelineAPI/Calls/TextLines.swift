package import struct FoundationEssentials.Data

/// Posts plain lines to a repo: each is the value of the repo's one text field.
package struct PostTextLines: APICall, Equatable {
    package static let route = Route(
        .post,
        "/v2/streams/{stream}/data",
        errors: [
            .repoNotFound, .invalidRepoName, .fieldNotFound, .pointDoesNotFit, .brokenGzip,
            .undecodableTags, .pointsToDerivedRepo,
        ]
    )
    package typealias Output = Nothing

    /// The repo's name.
    package var stream: RepoName
    /// URL-safe base64 of a point text whose fields are added to every line; empty counts as absent.
    package var tags: String?
    /// Names of parse rules, separated by commas.
    package var rules: String?
    package var body: RawBody

    package init(stream: RepoName, text: Data, tags: String? = nil, rules: String? = nil) {
        self.stream = stream
        self.tags = tags
        self.rules = rules
        body = RawBody(text, headers: ["Content-Type": "text/plain"])
    }
}

/// Posts plain lines as ``PostTextLines`` does, and is answered 200 whatever became of them.
package struct PostRawText: APICall, Equatable {
    package static let route = Route(.post, "/v2/stream/{stream}/data")

    /// The outcome: the HTTP status that another call would have been answered with, and its message.
    package struct Output: Codable, Equatable, Sendable {
        package var code: Int
        package var message: String

        package init(code: Int, message: String) {
            self.code = code
            self.message = message
        }

        package static let accepted = Output(code: 200, message: "")
    }

    /// The repo's name, which is checked with the lines, since the answer is 200 all the same.
    package var stream: String
    package var tags: String?
    package var rules: String?
    package var body: RawBody

    package init(stream: String, text: Data, tags: String? = nil, rules: String? = nil) {
        self.stream = stream
        self.tags = tags
        self.rules = rules
        body = RawBody(text, headers: ["Content-Type": "text/plain"])
    }
}
