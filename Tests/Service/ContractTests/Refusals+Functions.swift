import PipelineAPI

/// Functions and their jars.
extension Refusals {
    private static let register = "/v2/udf/funcs/new"

    static let functions: [Refusal] = [
        Refusal(.invalidFunctionJarName, .post, "/v2/udf/jars/1x", "a jar"),
        Refusal(.functionJarExists, .post, "/v2/udf/jars/com.x.Spare", TinyJar.text),
        Refusal(.invalidFunctionClass, .post, "/v2/udf/jars/com.x.New", "hello"),
        Refusal(
            .pluginDigestMismatch,
            .post,
            "/v2/udf/jars/com.x.New",
            TinyJar.text,
            headers: ["Content-MD5": "gLL29S04bTCxYd2kCqsEIQ=="]
        ),
        Refusal(.emptyBody, .post, "/v2/udf/jars/com.x.New"),
        Refusal(.invalidFunctionJarName, .put, "/v2/udf/jars/1x", #"{"description":""}"#),
        Refusal(.functionJarNotFound, .put, "/v2/udf/jars/none", #"{"description":""}"#),
        Refusal(
            .malformedBody,
            .put,
            "/v2/udf/jars/com.x.Spare",
            #"{"description":"\#(String(repeating: "a", count: 1501))"}"#
        ),
        Refusal(.invalidFunctionJarName, .delete, "/v2/udf/jars/1x"),
        Refusal(.functionJarNotFound, .delete, "/v2/udf/jars/none"),
        Refusal(.functionJarInUse, .delete, "/v2/udf/jars/com.x.Functions"),
        Refusal(.malformedBody, .get, "/v2/udf/jars", query: [QueryItem("sort", "colour")]),
        Refusal(.malformedBody, .get, "/v2/udf/jars", query: [QueryItem("sort", "jarName:up")]),
        Refusal(.malformedBody, .get, "/v2/udf/funcs", query: [QueryItem("from", "-1")]),
        Refusal(.invalidFunctionName, .post, "/v2/udf/funcs/1f", function()),
        Refusal(.functionExists, .post, "/v2/udf/funcs/STR_LEN", function()),
        Refusal(.functionJarNotFound, .post, register, function(jar: "none")),
        Refusal(.invalidFunctionClass, .post, register, function(class: "com x")),
        Refusal(.functionClassNotFound, .post, register, function(class: "com.x.None")),
        Refusal(.invalidFunctionDeclaration, .post, register, function(declaration: "no")),
        Refusal(.invalidFunctionName, .delete, "/v2/udf/funcs/1f"),
        Refusal(.functionNotFound, .delete, "/v2/udf/funcs/none"),
        Refusal(
            .invalidTransformSQL,
            .post,
            "/v2/repos/web/transforms/x/to/y",
            #"{"mode":"sql","code":"SELECT Str_Len (ip) AS n FROM stream"}"#
        ),
        Refusal(
            .invalidJobSQL,
            .post,
            "/v2/jobs/x",
            """
            {"srcs":[{"name":"logs","type":"DataSource","tableName":"t"}],
            "computation":{"code":"SELECT str_len('a')","type":"SQL"},
            "container":{"type":"1U2G","count":1},"scheduler":{"type":"manual"}}
            """
        ),
    ]

    private static func function(
        jar: String = "com.x.Spare",
        class name: String = "com.x.Len",
        declaration: String = ""
    ) -> String {
        #"{"jarName":"\#(jar)","className":"\#(name)","funcDeclaration":"\#(declaration)"}"#
    }
}
