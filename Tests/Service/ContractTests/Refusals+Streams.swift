import PipelineAPI

extension Refusals {
    static let transforms: [Refusal] =
        [
            Refusal(.repoNotFound, .get, "/v2/local/repos/none/translations"),
            Refusal(.repoNotFound, .post, transform("x", of: "none"), spec()),
            Refusal(.invalidRepoName, .post, "/v2/repos/web/transforms/x/to/1x", spec()),
            Refusal(.invalidTransform, .post, transform("1x"), spec()),
            Refusal(.transformExists, .post, transform("count"), spec()),
            Refusal(.sameSourceAndDestination, .post, transform("x", to: "web"), spec()),
            Refusal(.destinationTaken, .post, transform("x", to: "pv"), spec()),
            Refusal(.unsupportedTransformType, .post, transform("x"), spec(mode: "python")),
            Refusal(.invalidTransform, .post, transform("x"), "{}"),
            Refusal(.invalidTransform, .post, transform("x"), spec(more: #","whence":"soon""#)),
            // What it is computed from: a circle.
            Refusal(.invalidTransform, .post, transform("x", of: "pv", to: "web"), spec()),
            Refusal(.invalidDestinationSchema, .post, transform("x", to: "other"), spec()),
            Refusal(
                .invalidDestinationSchema,
                .post,
                transform("x"),
                spec(more: #","destrepo":[{"key":"z","valtype":"long"}]"#)
            ),
            Refusal(
                .workflowNotUpdatable,
                .post,
                transform("x", of: "inflow"),
                spec()
            ),
            Refusal(.repoNotFound, .get, "/v2/repos/none/transforms"),
            Refusal(.repoNotFound, .get, "/v2/repos/none/transforms/count"),
            Refusal(.transformNotFound, .get, "/v2/repos/web/transforms/none"),
            Refusal(.repoNotFound, .put, "/v2/repos/none/transforms/count", spec()),
            Refusal(.transformNotFound, .put, "/v2/repos/web/transforms/none", spec()),
            Refusal(.invalidTransform, .put, "/v2/repos/web/transforms/count", "{}"),
            Refusal(
                .transformUpdateRefused,
                .put,
                "/v2/repos/web/transforms/count",
                spec("SELECT OTHER")
            ),
            Refusal(
                .workflowNotUpdatable,
                .put,
                "/v2/repos/inflow/transforms/t",
                spec("SELECT MORE")
            ),
            Refusal(.repoNotFound, .delete, "/v2/repos/none/transforms/count"),
            Refusal(.transformNotFound, .delete, "/v2/repos/web/transforms/none"),
            Refusal(.repoInUse, .delete, "/v2/repos/web/transforms/count"),
            Refusal(.workflowNotUpdatable, .delete, "/v2/repos/inflow/transforms/t"),
            Refusal(.invalidRepoName, .get, "/v2/repos/1x/transforms/x/exists"),
            Refusal(.invalidTransform, .get, "/v2/repos/web/transforms/1x/exists"),
        ]
        + wrongSpecs.flatMap { code, body in
            [
                Refusal(code, .post, transform("x"), body),
                Refusal(code, .put, "/v2/repos/web/transforms/count", body),
            ]
        }

    /// The ways a spec can be wrong, at creation and at a change alike.
    private static let wrongSpecs: [(ErrorCode, String)] = [
        (.invalidInterval, spec(more: #","interval":"7s""#)),
        (.invalidTransformSQL, spec("SELECT WRONG")),
        (.invalidTransformSQL, spec(" ")),
        (.invalidContainerType, spec(more: #","container":{"type":"3U","count":1}"#)),
        (.invalidContainerCount, spec(more: #","container":{"type":"1U2G","count":0}"#)),
        (.pluginNotFound, plugin("com.x.None")),
        (.invalidTransformPlugin, plugin("com.x.Broken")),
        (.invalidPluginOutput, plugin("com.x.Parser", type: "map")),
        (.invalidPluginOutput, plugin("com.x.Parser", field: "z")),
        (.invalidPluginOutput, plugin("com.x.Parser", field: "1n")),
    ]

    private static func transform(
        _ name: String,
        of repo: String = "web",
        to destination: String = "new"
    ) -> String {
        "/v2/repos/\(repo)/transforms/\(name)/to/\(destination)"
    }

    private static func spec(
        _ code: String = "SELECT 1",
        mode: String = "sql",
        more: String = ""
    ) -> String {
        #"{"mode":"\#(mode)","code":"\#(code)"\#(more)}"#
    }

    private static func plugin(
        _ name: String,
        field: String = "n",
        type: String = "long"
    ) -> String {
        #"{"plugin":{"name":"\#(name)","output":[{"name":"\#(field)","type":"\#(type)"}]}}"#
    }

    static let exports: [Refusal] =
        [
            Refusal(.repoNotFound, .post, "/v2/repos/none/exports/x", export()),
            Refusal(.exportExists, .post, "/v2/repos/web/exports/out", export()),
            Refusal(.invalidExport, .post, "/v2/repos/web/exports/1x", export()),
            Refusal(.invalidExportType, .post, "/v2/repos/web/exports/x", export("tape")),
            Refusal(
                .invalidExport,
                .post,
                "/v2/repos/web/exports/x",
                #"{"type":"http","whence":"soon","spec":{"host":"h","uri":"/u"}}"#
            ),
            Refusal(.workflowNotUpdatable, .post, "/v2/repos/inflow/exports/x", export()),
            Refusal(.repoNotFound, .get, "/v2/repos/none/exports"),
            Refusal(.repoNotFound, .get, "/v2/repos/none/exports/out"),
            Refusal(.exportNotFound, .get, "/v2/repos/web/exports/none"),
            Refusal(.repoNotFound, .put, "/v2/repos/none/exports/out", export()),
            Refusal(.exportNotFound, .put, "/v2/repos/web/exports/none", export()),
            Refusal(.workflowNotUpdatable, .put, "/v2/repos/inflow/exports/e", export()),
            Refusal(.invalidExport, .put, "/v2/repos/web/exports/out", #"{"spec":{"host":"h"}}"#),
            Refusal(
                .csvWithoutDelimiter,
                .put,
                "/v2/repos/web/exports/files",
                #"{"spec":{"bucket":"archive","format":"csv"}}"#
            ),
            Refusal(
                .fieldNotFound,
                .put,
                "/v2/repos/web/exports/logs",
                ##"{"spec":{"destRepoName":"l","doc":{"a":"#none"}}}"##
            ),
            Refusal(.repoNotFound, .delete, "/v2/repos/none/exports/out"),
            Refusal(.exportNotFound, .delete, "/v2/repos/web/exports/none"),
            Refusal(.workflowNotUpdatable, .delete, "/v2/repos/inflow/exports/e"),
            Refusal(.invalidRepoName, .get, "/v2/repos/1x/exports/x/exists"),
            Refusal(.invalidExport, .get, "/v2/repos/web/exports/1x/exists"),
        ]
        + wrongExports.map { code, type, spec in
            Refusal(code, .post, "/v2/repos/web/exports/x", export(type, spec))
        }

    private static func export(
        _ type: String = "http",
        _ spec: String = #"{"host":"h","uri":"/u"}"#
    ) -> String {
        #"{"type":"\#(type)","spec":\#(spec)}"#
    }

    /// The ways an export's spec can be wrong, by type.
    private static let wrongExports: [(ErrorCode, String, String)] = [
        (.invalidExport, "http", #"{"host":"","uri":"/u"}"#),
        (.invalidExport, "http", #"{"host":"h"}"#),
        (.invalidExport, "http", #"{"host":"h","uri":"/u","format":"xml"}"#),
        (.invalidExport, "http", #"{"host":7,"uri":"/u"}"#),
        (.invalidExport, "tsdb", ##"{"destRepoName":"d","series":"","fields":{"s":"#size"}}"##),
        (.invalidExport, "tsdb", #"{"destRepoName":"d","series":"s","fields":{}}"#),
        (.fieldNotFound, "tsdb", ##"{"destRepoName":"d","series":"s","fields":{"s":"#none"}}"##),
        (
            .fieldNotFound, "tsdb",
            ##"{"destRepoName":"d","series":"s","fields":{"s":"#size"},"timestamp":"#none"}"##
        ),
        (.invalidExport, "logdb", ##"{"doc":{"a":"#size"}}"##),
        (.invalidExport, "logdb", #"{"destRepoName":"d","doc":{}}"#),
        (.invalidExport, "logdb", #"{"destRepoName":"d","doc":{"a":7}}"#),
        (.fieldNotFound, "logdb", #"{"destRepoName":"d","doc":{"a":{"b":"none"}}}"#),
        (.invalidExport, "kodo", #"{"bucket":"abc"}"#),
        (.invalidExport, "kodo", #"{"bucket":"abcd","keyPrefix":"a<b"}"#),
        (.invalidExport, "kodo", #"{"bucket":"abcd","keyPrefix":"../b"}"#),
        (.invalidExport, "kodo", #"{"bucket":"abcd","keyPrefix":"./b"}"#),
        (.invalidExport, "kodo", #"{"bucket":"abcd","keyPrefix":"a\nb"}"#),
        (.invalidExport, "kodo", #"{"bucket":"abcd","keyPrefix":"$(week)"}"#),
        (.invalidExport, "kodo", #"{"bucket":"abcd","format":"orc"}"#),
        (.invalidExport, "kodo", #"{"bucket":"abcd","rotateInterval":5}"#),
        (.fieldNotFound, "kodo", ##"{"bucket":"abcd","fields":{"a":"#none"}}"##),
        (.invalidExport, "kodo", #"{"bucket":"abcd","format":"csv","delimiter":"||"}"#),
        (.invalidExport, "kodo", #"{"bucket":"abcd","format":"csv","delimiter":"\n"}"#),
        (.invalidExport, "kodo", #"{"bucket":"abcd","format":"csv","delimiter":"a"}"#),
        (.csvWithoutDelimiter, "kodo", #"{"bucket":"abcd","format":"csv"}"#),
        (.invalidExport, "mongodb", #"{"host":"h","dbName":"d","collName":"c","mode":"DROP"}"#),
        (.invalidExport, "mongo", #"{"host":"h","dbName":"d","collName":"c","mode":"UPDATE"}"#),
        (
            .fieldNotFound, "mongo",
            ##"{"host":"h","dbName":"d","collName":"c","mode":"INSERT","doc":{"a":"#none"}}"##
        ),
        (.invalidExport, "report", #"{"dbName":"d","tableName":"t","columns":{}}"#),
        (
            .invalidExport, "report",
            ##"{"dbName":"d","tableName":"t","columns":{"A":"#ip","a":"#ip"}}"##
        ),
        (
            .invalidExport, "report",
            ##"{"dbName":"d","tableName":"t","columns":{"PANDORA_run":"#ip"}}"##
        ),
        (
            .invalidExport, "report",
            ##"{"dbName":"d","tableName":"Sqlite_a","columns":{"a":"#ip"}}"##
        ),
        (
            .invalidExport, "tsdb",
            ##"{"destRepoName":"d","series":"pandora_delivery","fields":{"s":"#size"}}"##
        ),
        (
            .invalidExport, "mongodb",
            #"{"host":"h","dbName":"d","collName":"Pandora_run","mode":"INSERT"}"#
        ),
        (.fieldNotFound, "report", ##"{"dbName":"d","tableName":"t","columns":{"c":"#none"}}"##),
        (.invalidExport, "hdfs", ##"{"path":"hdfs://h/a","user":"","fields":{"a":"#ip"}}"##),
        (.invalidExport, "hdfs", #"{"path":"hdfs://h/a","user":"u","fields":{}}"#),
    ]

    static let plugins: [Refusal] = [
        Refusal(.pluginExists, .post, "/v2/plugins/com.x.Parser", "a jar"),
        Refusal(.invalidPluginName, .post, "/v2/plugins/1x", "a jar"),
        Refusal(.invalidTransformPlugin, .post, "/v2/plugins/com.x.New", "hello"),
        Refusal(
            .invalidTransformPlugin,
            .post,
            "/v2/plugins/com.x.New",
            String(TinyJar.text.dropLast(5))
        ),
        Refusal(.emptyBody, .post, "/v2/plugins/com.x.New"),
        Refusal(
            .pluginDigestMismatch,
            .post,
            "/v2/plugins/com.x.New",
            "a jar",
            headers: ["Content-MD5": "900150983cd24fb0d6963f7d28e17f72"]
        ),
        Refusal(.invalidPluginName, .get, "/v2/plugins/1x"),
        Refusal(.pluginNotFound, .get, "/v2/plugins/com.x.None"),
        Refusal(.invalidPluginName, .delete, "/v2/plugins/1x"),
        Refusal(.pluginNotFound, .delete, "/v2/plugins/com.x.None"),
        Refusal(.invalidTransformPlugin, .delete, "/v2/plugins/com.x.Parser"),
        Refusal(.invalidPluginName, .post, "/v2/verify/plugins/1x"),
        Refusal(.pluginNotFound, .post, "/v2/verify/plugins/com.x.None"),
        Refusal(.invalidTransformPlugin, .post, "/v2/verify/plugins/com.x.Broken"),
    ]
}
