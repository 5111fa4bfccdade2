import PipelineAPI

extension Refusals {
    static let sources: [Refusal] =
        filters + delimiters + [
            Refusal(
                .incompatibleSourceSchema,
                .post,
                "/v2/datasources/new",
                source(fileType: "text")
            ),
            Refusal(.dataSourceExists, .post, "/v2/datasources/logs", source()),
            Refusal(.invalidDataSourceName, .post, "/v2/datasources/1x", source()),
            Refusal(.regionMismatch, .post, "/v2/datasources/new", source(region: "moon")),
            Refusal(.invalidBatchSpec, .post, "/v2/datasources/new", source(fileType: "tar")),
            Refusal(.dataSourceHasNoFiles, .post, "/v2/datasources/new", source(bucket: "empty")),
            Refusal(.bucketNotFound, .post, "/v2/datasources/new", source(bucket: "none")),
            Refusal(.workflowNotFound, .post, "/v2/datasources/new", source(workflow: "none")),
            Refusal(.workflowNotUpdatable, .post, "/v2/datasources/new", source(workflow: "flow")),
            Refusal(.workflowNotUpdatable, .put, "/v2/datasources/inflow_files", source()),
            Refusal(.invalidDataSourceName, .get, "/v2/datasources/1x/exists"),
            Refusal(.fileFormatMismatch, .post, "/v2/datasources/new", source(fileType: "parquet")),
            Refusal(.fileFormatMismatch, .post, "/v2/datasources/new", source(valtype: "boolean")),
            Refusal(.invalidPathCharacter, .post, "/v2/datasources/new", source(prefix: "a<b")),
            Refusal(.invalidFieldName, .post, "/v2/datasources/new", source(field: "1n")),
            Refusal(.unsupportedFieldType, .post, "/v2/datasources/new", source(valtype: "text")),
            Refusal(.incompatibleSourceSchema, .post, "/v2/datasources/new", source(field: "m")),
            // Rules come before files, which are none of their type here.
            Refusal(
                .unsupportedFieldType,
                .post,
                "/v2/datasources/new",
                source(fileType: "parquet", valtype: "ip")
            ),
            Refusal(.unsupportedFieldType, .post, "/v2/datasources/new", source(valtype: "map")),
            Refusal(.unsupportedFieldType, .put, "/v2/datasources/logs", source(valtype: "ip")),
            Refusal(
                .emptySchema,
                .post,
                "/v2/datasources/new",
                #"{"region":"nb","type":"kodo","noVerifySchema":true,"#
                    + #""spec":{"bucket":"logs","fileType":"json"}}"#
            ),
            Refusal(.dataSourceNotFound, .put, "/v2/datasources/none", source()),
            Refusal(.invalidBatchSpec, .put, "/v2/datasources/logs", source(fileType: "tar")),
            Refusal(.incompatibleSourceSchema, .put, "/v2/datasources/logs", source(field: "m")),
            Refusal(.invalidFieldName, .put, "/v2/datasources/logs", source(field: "1n")),
            Refusal(.incompatibleSourceSchema, .put, "/v2/datasources/logs", source(more: "m")),
            Refusal(.dataSourceHasNoFiles, .put, "/v2/datasources/logs", source(bucket: "empty")),
            Refusal(.bucketNotFound, .put, "/v2/datasources/logs", source(bucket: "none")),
            Refusal(.fileFormatMismatch, .put, "/v2/datasources/logs", source(fileType: "parquet")),
            Refusal(.unsupportedFieldType, .put, "/v2/datasources/logs", source(valtype: "text")),
            Refusal(.dataSourceNotFound, .get, "/v2/datasources/none"),
            Refusal(.dataSourceNotFound, .delete, "/v2/datasources/none"),
            Refusal(.dataSourceInUse, .delete, "/v2/datasources/logs"),
            Refusal(.workflowNotUpdatable, .delete, "/v2/datasources/inflow_files"),
            Refusal(.invalidBatchSpec, .post, "/v2/schemas", source(fileType: "tar")),
            Refusal(.dataSourceHasNoFiles, .post, "/v2/schemas", source(bucket: "empty")),
            Refusal(.bucketNotFound, .post, "/v2/schemas", source(bucket: "none")),
            Refusal(.fileFormatMismatch, .post, "/v2/schemas", source(fileType: "parquet")),
        ]

    /// The ways a filter of a domain's logs can be wrong.
    private static let filters: [Refusal] = [
        (.invalidPathFilter, "yesterday"), (.undefinedPathVariable, "$(none) ~ $(now)"),
        (.invalidBatchSpec, String(repeating: "2", count: 65)),
    ].flatMap { (code: ErrorCode, filter: String) in
        let body =
            #"{"region":"nb","type":"fusion","schema":[{"key":"x","valtype":"long"}],"#
            + #""spec":{"domains":["a.com"],"fileFilter":"\#(filter)"}}"#
        return [
            Refusal(code, .post, "/v2/datasources/new", body),
            Refusal(code, .put, "/v2/datasources/cdn", body),
        ]
    }

    /// Delimiters that csv cannot have.
    private static let delimiters: [Refusal] = ["a", "7", #"\""#, #"\n"#, "|||||"].map {
        delimiter in
        let body =
            #"{"region":"nb","type":"kodo","schema":[],"spec":{"bucket":"logs","fileType":"csv","#
            + #""containsHeader":true,"delimiter":"\#(delimiter)"}}"#
        return Refusal(.invalidBatchSpec, .post, "/v2/datasources/new", body)
    }

    private static func source(
        region: String = "nb",
        bucket: String = "logs",
        prefix: String = "",
        fileType: String = "json",
        field: String = "n",
        valtype: String = "long",
        workflow: String = "",
        more: String? = nil
    ) -> String {
        let added = more.map { #",{"key":"\#($0)","valtype":"string"}"# } ?? ""
        return """
            {"region":"\(region)","type":"Kodo","workflow":"\(workflow)","noVerifySchema":false,
            "spec":{"bucket":"\(bucket)","keyPrefixes":["\(prefix)"],"fileType":"\(fileType)"},
            "schema":[{"key":"\(field)","valtype":"\(valtype)","required":false}\(added)]}
            """
    }

    static let jobs: [Refusal] =
        [
            Refusal(.jobNotFound, .get, "/v2/local/jobs/none/translation"),
            Refusal(.invalidJobName, .post, "/v2/jobs/1x", job()),
            Refusal(.jobExists, .post, "/v2/jobs/daily", job()),
            Refusal(.jobNotFound, .put, "/v2/jobs/none", job()),
            // What its downstream calls a table already.
            Refusal(.duplicateTableName, .put, "/v2/jobs/daily", job(tables: ["u"])),
            Refusal(
                .wrongJobArguments,
                .get,
                "/v2/jobs",
                query: [QueryItem("srcJob", "daily"), QueryItem("srcDatasource", "logs")]
            ),
            Refusal(.jobNotFound, .get, "/v2/jobs/none"),
            Refusal(.jobNotFound, .post, "/v2/jobs/none/actions/start"),
            Refusal(.jobNotStarted, .post, "/v2/jobs/next/actions/start", "{}"),
            Refusal(
                .wrongJobArguments,
                .post,
                "/v2/jobs/daily/actions/start",
                #"{"params":[{"name":"none","value":"1","default":""}]}"#
            ),
            Refusal(
                .wrongJobArguments,
                .post,
                "/v2/jobs/daily/actions/start",
                #"{"params":[{"name":"p"}]}"#
            ),
            Refusal(.jobNotFound, .post, "/v2/jobs/none/actions/stop"),
            Refusal(.jobNotStarted, .post, "/v2/jobs/inflow_job/actions/start"),
            Refusal(.jobNotStopped, .post, "/v2/jobs/inflow_job/actions/stop"),
            Refusal(.jobNotFound, .delete, "/v2/jobs/none"),
            Refusal(.jobHasDownstream, .delete, "/v2/jobs/daily"),
            Refusal(.workflowNotUpdatable, .delete, "/v2/jobs/inflow_job"),
            Refusal(.workflowNotUpdatable, .post, "/v2/jobs/new", job(source: "inflow_files")),
            Refusal(.workflowNotUpdatable, .put, "/v2/jobs/daily", job(source: "inflow_files")),
            Refusal(.invalidJobName, .get, "/v2/jobs/1x/exists"),
        ]
        + definitions.flatMap { code, body in
            [
                Refusal(code, .post, "/v2/jobs/new", body),
                Refusal(code, .put, "/v2/jobs/daily", body),
            ]
        }

    /// The ways a job's definition can be wrong.
    private static let definitions: [(ErrorCode, String)] = [
        (.jobSourceNotFound, job(source: "lgs")),
        (.duplicateTableName, job(tables: ["t", "T"])),
        (.invalidBatchSpec, job(tables: ["1t"])),
        (.invalidBatchSpec, job(tables: [])),
        (.invalidBatchSpec, job(scheduler: #"{"type":"crontab","spec":{"crontab":"x"}}"#)),
        (.invalidBatchSpec, job(scheduler: #"{"type":"loop","spec":{"loop":"soon"}}"#)),
        (.invalidBatchSpec, job(scheduler: #"{"type":"never"}"#)),
        (.invalidBatchSpec, job(scheduler: #"{"type":"depend"}"#)),
        (.invalidJobSQL, job("SELECT WRONG")),
        (.invalidJobSQL, job(" ")),
        (.undefinedVariable, job("SELECT $(none)")),
        (.invalidContainerType, job(container: #"{"type":"3U","count":1}"#)),
        (.invalidContainerCount, job(container: #"{"type":"16U64G","count":7}"#)),
        (.invalidContainerCount, job(container: #"{"type":"1U2G","count":0}"#)),
        (.invalidPathFilter, job(source: "cdn", filter: "yesterday")),
        (.undefinedPathVariable, job(source: "cdn", filter: "$(none) ~ $(now)")),
        (.undefinedVariable, job(filter: "$(none)")),
        (.invalidPathCharacter, job(filter: "/../x")),
        (.invalidBatchSpec, job(filter: String(repeating: "a", count: 65))),
        (.wrongJobArguments, job(params: #"[{"name":"1x","default":""}]"#)),
        (.wrongJobArguments, job(params: #"[{"name":"year","default":"2026"}]"#)),
    ]

    private static func job(
        _ sql: String = "SELECT 1",
        source: String = "logs",
        tables: [String] = ["t"],
        container: String = #"{"type":"1U2G","count":1}"#,
        scheduler: String = #"{"type":"manual"}"#,
        params: String = "[]",
        filter: String = ""
    ) -> String {
        let sources = tables.map {
            #"{"name":"\#(source)","type":"datasource","fileFilter":"\#(filter)","tableName":"\#($0)"}"#
        }
        return """
            {"srcs":[\(sources.joined(separator: ","))],"container":\(container),
            "computation":{"code":"\(sql)","type":"sql"},
            "scheduler":\(scheduler),"params":\(params)}
            """
    }

    static let runs: [Refusal] = [
        Refusal(.jobNotFound, .get, "/v2/jobs/none/history"),
        Refusal(.runNotFound, .get, "/v2/jobs/daily/history", query: [QueryItem("runId", "9")]),
        Refusal(.malformedBody, .get, "/v2/jobs/daily/history", query: [QueryItem("page", "x")]),
        Refusal(.invalidJobName, .post, "/v2/batch/actions/stop", #"{"jobName":"1x","runId":1}"#),
        Refusal(.invalidJobName, .post, "/v2/batch/actions/rerun", #"{"jobName":"1x","runId":1}"#),
        Refusal(.jobNotFound, .post, "/v2/batch/actions/stop", #"{"jobName":"none","runId":1}"#),
        Refusal(.runNotFound, .post, "/v2/batch/actions/stop", #"{"jobName":"daily","runId":9}"#),
        Refusal(
            .runNotStoppable,
            .post,
            "/v2/batch/actions/stop",
            #"{"jobName":"daily","runId":"1"}"#
        ),
        Refusal(.jobNotFound, .post, "/v2/batch/actions/rerun", #"{"jobName":"none","runId":1}"#),
        Refusal(.runNotFound, .post, "/v2/batch/actions/rerun", #"{"jobName":"daily","runId":9}"#),
        Refusal(
            .runNotRerunnable,
            .post,
            "/v2/batch/actions/rerun",
            #"{"jobName":"daily","runId":"1"}"#
        ),
        Refusal(.malformedBody, .post, "/v2/batch/actions/rerun", "{"),
        Refusal(.emptyBody, .post, "/v2/batch/actions/rerun"),
    ]
}
