import FoundationEssentials
import PipelineAPI
import Testing

/// What there is when the refused requests come: made by requests as a client would send them.
enum RefusalFixture {
    typealias Made = (HTTPMethod, String, String)

    static let requests: [Made] = groups + functions + repos + workflow + batch

    /// Makes it all by the handlers alone, over whatever store.
    static func fill(_ world: ServiceFixture) async throws {
        let wire = InProcessWire(table: world.table)
        for (method, path, body) in requests {
            let answer = await wire.answer(WireRequest(method, path, body: Data(body.utf8)))
            let words = String(decoding: answer.body, as: UTF8.self)
            try #require(answer.status == 200, "\(method.rawValue) \(path): \(words)")
        }
    }

    private static let container = #""container":{"type":"1U2G","count":1}"#

    private static let groups: [Made] = [
        (.post, "/v2/groups/g", #"{"region":"nb",\#(container),"allocateOnStart":false}"#),
        (.post, "/v2/groups/far", #"{"region":"jjh",\#(container)}"#),
        (.post, "/v2/plugins/com.x.Parser", TinyJar.text),
        (.post, "/v2/plugins/com.x.Broken", TinyJar.text),
    ]

    private static let functions: [Made] = [
        (.post, "/v2/udf/jars/com.x.Functions", TinyJar.text),
        (.post, "/v2/udf/jars/com.x.Spare", TinyJar.text),
        (
            .post, "/v2/udf/funcs/Str_Len",
            #"{"jarName":"com.x.Functions","className":"com.x.Len","funcDeclaration":"int str_len(string s)"}"#
        ),
    ]

    private static func repo(_ fields: String, _ more: String = "") -> String {
        #"{"region":"nb","schema":[\#(fields)]\#(more),"options":null,"ruleNames":null}"#
    }

    private static let ip = #"{"key":"ip","valtype":"string","required":true}"#
    private static let size = #"{"key":"size","valtype":"long"}"#

    private static let repos: [Made] = [
        (.post, "/v2/repos/web", repo(ip + "," + size)),
        (.post, "/v2/repos/grouped", repo(size, #","group":"g""#)),
        (
            .post, "/v2/repos/lines",
            repo(#"{"key":"line","valtype":"string","required":true},"# + size)
        ),
        (.post, "/v2/repos/other", repo(#"{"key":"x","valtype":"string"}"#)),
        (.post, "/v2/repos/web/transforms/count/to/pv", #"{"mode":"sql","code":"SELECT 1"}"#),
        (
            .post, "/v2/repos/web/transforms/plugged/to/parsed",
            #"{"plugin":{"name":"com.x.Parser","output":[{"name":"n","type":"long"}]}}"#
        ),
        (
            .post, "/v2/repos/web/exports/out",
            #"{"type":"http","spec":{"host":"h","uri":"/u","format":""}}"#
        ),
        (
            .post, "/v2/repos/web/exports/logs",
            ##"{"type":"logdb","whence":"","spec":{"destRepoName":"l","doc":{"s":"#size"}}}"##
        ),
        (
            .post, "/v2/repos/web/exports/files",
            #"{"type":"kodo","spec":{"bucket":"archive","rotateInterval":0,"compress":false}}"#
        ),
        (
            .post, "/v2/repos/pv/exports/out",
            #"{"type":"http","whence":"newest","spec":{"host":"h","uri":"/u"}}"#
        ),
    ]

    /// One workflow that runs, with one of everything in it, and one that does not.
    private static let workflow: [Made] = [
        (.post, "/v2/workflows/idle", #"{"name":"idle","region":"nb","comment":""}"#),
        (.post, "/v2/workflows/flow", #"{"region":"nb"}"#),
        (.post, "/v2/repos/inflow", repo(ip, #","workflow":"flow""#)),
        (
            .post, "/v2/repos/inflow/transforms/t/to/inflow_n",
            #"{"mode":"sql","code":"SELECT 1"}"#
        ),
        (
            .post, "/v2/repos/inflow/exports/e",
            #"{"type":"http","spec":{"host":"h","uri":"/u"}}"#
        ),
        (
            .post, "/v2/datasources/inflow_files",
            #"{"region":"nb","type":"kodo","workflow":"flow","spec":{"bucket":"logs","fileType":"json"}}"#
        ),
        (.post, "/v2/jobs/inflow_job", job("inflow_files")),
        (.post, "/v2/workflows/flow/start", #"{"name":"flow"}"#),
    ]

    private static func job(_ source: String) -> String {
        """
        {"srcs":[{"name":"\(source)","type":"DataSource","tableName":"t"}],
        "computation":{"code":"SELECT 1","type":"SQL"},\(container),"scheduler":{"type":"manual"},
        "params":[{"name":"p","default":""}]}
        """
    }

    private static let batch: [Made] = [
        (
            .post, "/v2/datasources/logs",
            #"{"region":"nb","type":"kodo","workflow":"","spec":{"bucket":"logs","fileType":"json"}}"#
        ),
        (
            .post, "/v2/datasources/cdn",
            #"{"region":"nb","type":"fusion","spec":{"domains":["a.com"]},"schema":[{"key":"x","valtype":"long"}]}"#
        ),
        (.post, "/v2/jobs/daily", job("logs")),
        (
            .post, "/v2/jobs/next",
            """
            {"srcs":[{"name":"daily","type":"Job","tableName":"u"}],
            "computation":{"code":"SELECT 1","type":"SQL"},"scheduler":{"type":"depend"}}
            """
        ),
        (
            .post, "/v2/jobs/daily/exports/out",
            #"{"type":"kodo","spec":{"bucket":"results","format":"json","fileCount":1}}"#
        ),
        (.post, "/v2/jobs/daily/actions/start", ""),
        (.post, "/v2/variables/v", #"{"name":"v","type":"string","value":"x","format":""}"#),
    ]
}
