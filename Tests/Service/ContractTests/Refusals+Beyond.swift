import PipelineAPI

/// Job exports, groups and workflows.
extension Refusals {
    static let jobExports: [Refusal] =
        [
            Refusal(.jobNotFound, .post, "/v2/jobs/none/exports/x", jobExport()),
            Refusal(.invalidJobExportName, .post, "/v2/jobs/daily/exports/1x", jobExport()),
            Refusal(.jobExportExists, .post, "/v2/jobs/daily/exports/out", jobExport()),
            Refusal(.invalidExportType, .post, "/v2/jobs/daily/exports/x", jobExport("mongo")),
            Refusal(.jobNotFound, .put, "/v2/jobs/none/exports/out", jobExport()),
            Refusal(.jobExportNotFound, .put, "/v2/jobs/daily/exports/none", jobExport()),
            Refusal(.invalidJobExport, .put, "/v2/jobs/daily/exports/out", #"{"spec":{}}"#),
            Refusal(
                .csvWithoutDelimiter,
                .put,
                "/v2/jobs/daily/exports/out",
                jobExport("kodo", #"{"bucket":"abcd","fileCount":1,"format":"csv"}"#)
            ),
            Refusal(.jobNotFound, .get, "/v2/jobs/none/exports"),
            Refusal(.jobNotFound, .get, "/v2/jobs/none/exports/out"),
            Refusal(.jobExportNotFound, .get, "/v2/jobs/daily/exports/none"),
            Refusal(.jobNotFound, .delete, "/v2/jobs/none/exports/out"),
            Refusal(.jobExportNotFound, .delete, "/v2/jobs/daily/exports/none"),
            Refusal(.invalidJobName, .get, "/v2/jobs/1x/exports/x/exists"),
            Refusal(.invalidJobExportName, .get, "/v2/jobs/daily/exports/1x/exists"),
        ]
        + wrongJobExports.map { code, type, spec in
            Refusal(code, .post, "/v2/jobs/daily/exports/x", jobExport(type, spec))
        }

    private static func jobExport(
        _ type: String = "kodo",
        _ spec: String = #"{"bucket":"abcd","fileCount":1}"#
    ) -> String {
        #"{"type":"\#(type)","spec":\#(spec)}"#
    }

    /// The ways a job export's spec can be wrong.
    private static let wrongJobExports: [(ErrorCode, String, String)] = [
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":0}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1001}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd"}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"keyPrefix":"a:b"}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"keyPrefix":"/"}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"keyPrefix":"a/./b"}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"keyPrefix":"a\u0000b"}"#),
        (.invalidJobExport, "hdfs", #"{"path":"/a/../..","fileCount":1}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"format":"orc"}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"format":"xml"}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"compression":"zlib"}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"partitionBy":["z"]}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"partitionBy":["n"]}"#),
        (.invalidJobExport, "kodo", #"{"bucket":"abcd","fileCount":1,"saveMode":"maybe"}"#),
        (
            .invalidJobExport, "kodo",
            #"{"bucket":"abcd","fileCount":1,"format":"csv","delimiter":","}"#
        ),
        (
            .invalidJobExport, "kodo",
            #"{"bucket":"abcd","fileCount":1,"format":"csv","containsHeader":true,"delimiter":"||"}"#
        ),
        (.csvWithoutDelimiter, "hdfs", #"{"path":"/a","fileCount":1,"format":"csv"}"#),
        (.invalidJobExport, "hdfs", #"{"path":"","fileCount":1}"#),
        (.invalidJobExport, "http", #"{"host":"h","uri":"u"}"#),
        (.invalidJobExport, "logdb", ##"{"destRepoName":"d","doc":{"a":"#none"}}"##),
        (.invalidJobExport, "tsdb", #"{"destRepoName":"d","series":"s"}"#),
        (.invalidJobExport, "report", ##"{"dbName":"d","tableName":"","columns":{"c":"#n"}}"##),
    ]

    static let groups: [Refusal] =
        [
            Refusal(.groupExists, .post, "/v2/groups/g", group()),
            Refusal(.invalidGroupName, .post, "/v2/groups/1g", group()),
            Refusal(.regionMismatch, .post, "/v2/groups/x", group(region: "moon")),
            Refusal(.groupNotFound, .put, "/v2/groups/none", group()),
            Refusal(.groupNotFound, .get, "/v2/groups/none"),
            Refusal(.groupNotFound, .delete, "/v2/groups/none"),
            Refusal(.groupInUse, .delete, "/v2/groups/g"),
            Refusal(.groupNotFound, .post, "/v2/groups/none/actions/start"),
            Refusal(.groupNotFound, .post, "/v2/groups/none/actions/stop"),
        ]
        + [(HTTPMethod.post, "x"), (.put, "g")].flatMap { method, name in
            [
                Refusal(.invalidContainerType, method, "/v2/groups/\(name)", group(type: "3U")),
                Refusal(.invalidContainerCount, method, "/v2/groups/\(name)", group(count: 0)),
            ]
        }

    private static func group(
        region: String = "nb",
        type: String = "1U2G",
        count: Int = 1
    ) -> String {
        #"{"region":"\#(region)","container":{"type":"\#(type)","count":\#(count)}}"#
    }

    static let workflows: [Refusal] = [
        Refusal(.workflowExists, .post, "/v2/workflows/idle", #"{"region":"nb"}"#),
        Refusal(.invalidWorkflowName, .post, "/v2/workflows/1w", #"{"region":"nb"}"#),
        Refusal(.regionMismatch, .post, "/v2/workflows/x", #"{"region":"moon"}"#),
        Refusal(.workflowNameTaken, .post, "/v2/workflows/web", #"{"region":"nb"}"#),
        Refusal(.workflowNameTaken, .post, "/v2/workflows/logs", #"{"region":"nb"}"#),
        Refusal(.workflowNotFound, .put, "/v2/workflows/none", #"{"nodes":[]}"#),
        Refusal(.workflowNotUpdatable, .put, "/v2/workflows/flow", #"{"nodes":[]}"#),
        Refusal(.invalidWorkflow, .put, "/v2/workflows/idle", #"{"nodes":"none"}"#),
        Refusal(.workflowNotFound, .get, "/v2/workflows/none"),
        Refusal(.workflowNotFound, .delete, "/v2/workflows/none"),
        Refusal(.workflowNotUpdatable, .delete, "/v2/workflows/flow"),
        Refusal(.workflowNotFound, .get, "/v2/workflows/none/status"),
        Refusal(.workflowNotFound, .post, "/v2/workflows/none/start"),
        Refusal(.workflowNotStartable, .post, "/v2/workflows/flow/start"),
        Refusal(.workflowIsEmpty, .post, "/v2/workflows/idle/start", #"{"name":"idle"}"#),
        Refusal(.workflowNotFound, .post, "/v2/workflows/none/stop"),
        Refusal(.workflowNotStoppable, .post, "/v2/workflows/idle/stop"),
    ]
}
