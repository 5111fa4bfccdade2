import PipelineAPI

/// One refused request for each error that a call declares, in the order of the catalogue.
///
/// All are sent to one world, which ``RefusalFixture`` makes: repo `web` (`ip` required, `size`) with two
/// transforms and two exports, data source `logs` of one file, job `daily` on it with a Ready run 1, job
/// `next` downstream, variable `v`, a group, plugins, and a workflow that runs.
enum Refusals {
    static let all =
        repos + points + transforms + exports + plugins + sources + jobs + jobExports + runs
        + variables + groups + workflows + functions

    /// What HTTP itself refuses before a body is whole: the length that was announced did not come.
    static let unprovoked = ["UploadFunctionJar E18219", "UploadPlugin E18219"]

    private static let field = #"{"key":"a","valtype":"string"}"#

    /// The ways a repo's schema can be wrong.
    private static let schemas: [(ErrorCode, String)] = [
        (.emptySchema, "[]"),
        (.invalidFieldName, #"[{"key":"1a","valtype":"string"}]"#),
        (.unsupportedFieldType, #"[{"key":"a","valtype":"text"}]"#),
        (.invalidDate, "[\(field),\(field)]"),
        (.invalidSchema, "[\((1...7).reduce(field) { inner, _ in nested(inner) })]"),
    ]

    private static func nested(_ inner: String) -> String {
        #"{"key":"m","valtype":"map","schema":[\#(inner)]}"#
    }

    private static let repos: [Refusal] =
        [
            Refusal(.repoExists, .post, "/v2/repos/web", repo("nb")),
            Refusal(.invalidRepoName, .post, "/v2/repos/1web", repo("nb")),
            Refusal(.regionMismatch, .post, "/v2/repos/new", repo("moon")),
            Refusal(.repoNotFound, .get, "/v2/repos/none"),
            Refusal(.invalidRepoName, .get, "/v2/repos/1web"),
            Refusal(.repoNotFound, .put, "/v2/repos/none", repo("nb")),
            Refusal(.invalidRepoName, .put, "/v2/repos/1web", repo("nb")),
            Refusal(.repoNotFound, .delete, "/v2/repos/none"),
            Refusal(.invalidRepoName, .delete, "/v2/repos/1web"),
            Refusal(.repoInUse, .delete, "/v2/repos/web"),
            Refusal(.repoIsDerived, .delete, "/v2/repos/pv"),
            Refusal(.workflowNotUpdatable, .delete, "/v2/repos/inflow"),
            Refusal(.workflowNotUpdatable, .put, "/v2/repos/inflow", repo("nb", fields: ipField)),
            Refusal(.groupNotFound, .post, "/v2/repos/new", repo("nb", #","group":"none""#)),
            Refusal(.groupRegionMismatch, .post, "/v2/repos/new", repo("nb", #","group":"far""#)),
            Refusal(.workflowNotFound, .post, "/v2/repos/new", repo("nb", #","workflow":"none""#)),
            Refusal(
                .workflowNotUpdatable,
                .post,
                "/v2/repos/new",
                repo("nb", #","workflow":"flow""#)
            ),
            // An export needs what would be gone; what a transform makes is the transform's to change.
            Refusal(.incompatibleRepoSchema, .put, "/v2/repos/web", repo("nb")),
            Refusal(.incompatibleRepoSchema, .put, "/v2/repos/pv", repo("nb")),
            Refusal(.invalidRepoName, .get, "/v2/repos/1x/exists"),
        ]
        + schemas.flatMap { code, schema in
            [
                Refusal(code, .post, "/v2/repos/new", #"{"region":"nb","schema":\#(schema)}"#),
                Refusal(code, .put, "/v2/repos/web", #"{"schema":\#(schema)}"#),
            ]
        }

    private static let ipField = #"{"key":"ip","valtype":"string","required":true}"#

    private static func repo(
        _ region: String,
        _ more: String = "",
        fields: String = field
    ) -> String {
        #"{"region":"\#(region)","schema":[\#(fields)],"options":null,"ruleNames":null\#(more)}"#
    }

    private static let points = [
        Refusal(.repoNotFound, .post, "/v2/repos/none/data", "a=1"),
        Refusal(.invalidRepoName, .post, "/v2/repos/1web/data", "a=1"),
        Refusal(.invalidFieldValue, .post, "/v2/repos/web/data", "ip=a\nip=b\tsize=many"),
        Refusal(.fieldNotFound, .post, "/v2/repos/web/data", "ip=a\tcolour=red"),
        Refusal(.pointDoesNotFit, .post, "/v2/repos/web/data", "size=1"),
        Refusal(
            .brokenGzip,
            .post,
            "/v2/repos/web/data",
            "ip=a",
            headers: ["Content-Encoding": "gzip"]
        ),
        Refusal(
            .undecodableTags,
            .post,
            "/v2/repos/web/data",
            "ip=a",
            query: [QueryItem("tags", "!")]
        ),
        Refusal(.emptyBody, .post, "/v2/repos/web/data"),
        Refusal(.pointsToDerivedRepo, .post, "/v2/repos/pv/data", "n=1"),
        Refusal(.repoNotFound, .post, "/v2/streams/none/data", "a"),
        Refusal(.invalidRepoName, .post, "/v2/streams/1x/data", "a"),
        Refusal(.pointsToDerivedRepo, .post, "/v2/streams/pv/data", "a"),
        Refusal(.pointDoesNotFit, .post, "/v2/streams/grouped/data", "a"),
        Refusal(.emptyBody, .post, "/v2/streams/lines/data", "\n\n"),
        Refusal(
            .notImplemented,
            .post,
            "/v2/streams/lines/data",
            "a",
            query: [QueryItem("rules", "nginx")]
        ),
        Refusal(
            .undecodableTags,
            .post,
            "/v2/streams/lines/data",
            "a",
            query: [QueryItem("tags", "!")]
        ),
        Refusal(
            .fieldNotFound,
            .post,
            "/v2/streams/lines/data",
            "a",
            query: [QueryItem("tags", "Zj1l")]
        ),
        Refusal(
            .brokenGzip,
            .post,
            "/v2/streams/lines/data",
            "a",
            headers: ["Content-Encoding": "gzip"]
        ),
        Refusal(.repoNotFound, .get, "/v2/repos/none/data"),
        Refusal(.invalidRepoName, .get, "/v2/repos/1x/data"),
        Refusal(
            .bodyTooLarge,
            .post,
            "/v2/repos/web/data",
            String(repeating: "a", count: PostPoints.mostBytes + 1)
        ),
    ]

    private static let variables: [Refusal] =
        [
            Refusal(.variableExists, .post, "/v2/variables/v", variable()),
            Refusal(.invalidVariableName, .post, "/v2/variables/1v", variable()),
            Refusal(.variableNotFound, .put, "/v2/variables/none", variable()),
            Refusal(.variableNotFound, .get, "/v2/variables/none"),
            Refusal(
                .invalidVariableType,
                .get,
                "/v2/variables",
                query: [QueryItem("type", "mine")]
            ),
            Refusal(.variableNotFound, .delete, "/v2/variables/none", #"{"name":"none"}"#),
            Refusal(.systemVariableName, .delete, "/v2/variables/year"),
        ]
        + [(HTTPMethod.post, "w"), (.put, "v")].flatMap { method, name in
            [
                Refusal(.systemVariableName, method, "/v2/variables/now", variable()),
                Refusal(
                    .invalidVariableType,
                    method,
                    "/v2/variables/\(name)",
                    variable(type: "colour")
                ),
                Refusal(
                    .invalidVariableValue,
                    method,
                    "/v2/variables/\(name)",
                    variable("yesterday")
                ),
                Refusal(
                    .invalidTimeFormat,
                    method,
                    "/v2/variables/\(name)",
                    variable(format: "YYYY")
                ),
            ]
        }

    private static func variable(
        _ value: String = "$(now)-1d",
        type: String = "time",
        format: String = "yyyy"
    ) -> String {
        #"{"type":"\#(type)","value":"\#(value)","format":"\#(format)"}"#
    }
}
