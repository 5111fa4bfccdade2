import FoundationEssentials
import PipelineAPI

@testable import Console

/// Something of every kind, with the texts that may be of any script given from outside.
struct FullAccount {
    let note: String
    let city: String
    let sign: String

    let repos = [
        RepoSummary(name: "access_log", region: "nb"),
        RepoSummary(name: "orders", region: "nb", workflow: "shop"),
        RepoSummary(name: "pv_1m", region: "nb", derivedFrom: "count_pv"),
    ]

    var repo: Repo {
        Repo(
            region: "nb",
            schema: [
                SchemaField("time", .date, required: true, description: note),
                SchemaField("sizes", .array, elemtype: .long),
                SchemaField(
                    "buyer",
                    .map,
                    schema: [
                        SchemaField("name", .string, required: true),
                        SchemaField("address", .map, schema: [SchemaField("city", .string)]),
                    ]
                ),
            ]
        )
    }

    let transforms = [
        Transform(
            name: "count_pv",
            to: "pv_1m",
            spec: TransformSpec(
                plugin: TransformPlugin(
                    name: "geo.Parser",
                    output: [PluginField(name: "city"), PluginField(name: "isp")]
                ),
                mode: "sql",
                code: "SELECT count(*) AS pv, max(status) AS worst -- all\nFROM stream\n"
                    + "WHERE path LIKE '/shop/%' AND status >= 200",
                interval: "1m",
                container: Container(type: "1U2G", count: 2)
            ),
            progress: StreamProgress(
                processed: 18_204,
                behind: 12,
                lastTime: Samples.time(hoursAgo: 0)
            )
        )
    ]

    let exports = [
        Export(
            name: "to_kodo",
            type: .kodo,
            spec: ["bucket": "logs", "accessKey": "secret", "fields": ["t": "#time", "n": "#n"]]
        ),
        Export(
            name: "to_metrics",
            type: .tsdb,
            spec: ["destRepoName": "m", "series": "pv", "fields": ["n": "#n"]],
            progress: StreamProgress(
                processed: 40,
                behind: 9021,
                lastError: "E18305: connection refused by http://10.0.0.9:8086"
            )
        ),
    ]

    var points: [PointSample] {
        (1...30).map { number in
            PointSample(
                number: number,
                record: [
                    "time": .string("2026-11-21T02:59:\(number + 10)Z"),
                    "sizes": [1, 22, .integer(333)],
                    "buyer": ["name": .string("\(city) \(number)"), "address": ["city": "x"]],
                    "path": "/shop/cart/checkout", "status": .integer(Int64(200 + number)),
                    "agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
                ]
            )
        }
    }

    var jobs: [Job] {
        [
            job("broken", .crontab, crontab: "0 3 * * *"),
            job("hourly_pv", .crontab, crontab: "0 * * * *"),
            job(
                "idle",
                .manual,
                params: [
                    JobParameter(name: "day", default: "2026-11-20"),
                    JobParameter(name: "city", default: city),
                ]
            ),
            job(
                "uv_rank",
                .depend,
                source: JobSource(name: "hourly_pv", type: .job, tableName: "t")
            ),
        ]
    }

    private func job(
        _ name: String,
        _ type: SchedulerType,
        crontab: String? = nil,
        params: [JobParameter]? = nil,
        source: JobSource = JobSource(name: "files", type: .dataSource, tableName: "t")
    ) -> Job {
        Job(
            name: name,
            definition: JobDefinition(
                srcs: [source],
                computation: Computation(
                    code: "-- \(note)\nSELECT path, count(*) AS n, 'x' AS kind\nFROM t\n"
                        + "WHERE day = '$(date)' AND n > 10\nGROUP BY path\nORDER BY n DESC"
                ),
                container: Container(type: "1U2G", count: 1),
                scheduler: JobScheduler(type: type, spec: crontab.map { .init(crontab: $0) }),
                params: params
            ),
            schema: [
                SchemaField("path", .string), SchemaField("n", .long), SchemaField("kind", .string),
            ]
        )
    }

    let jobExports = [
        JobExport(name: "to_files", type: .kodo, spec: ["bucket": "results", "format": "parquet"]),
        JobExport(name: "to_board", type: .tsdb, spec: ["destRepoName": "board"]),
    ]

    let dataSources = [
        DataSource(
            name: "files",
            region: "nb",
            type: .kodo,
            spec: DataSourceSpec(
                bucket: "logs",
                keyPrefixes: ["shop/", "mobile/"],
                fileFilter: "$(year)/$(mon)/$(day)",
                fileType: "json"
            ),
            schema: [
                SchemaField("path", .string, required: true), SchemaField("status", .long),
                SchemaField("price", .float),
            ]
        ),
        DataSource(
            name: "invoices",
            region: "nb",
            type: .hdfs,
            spec: DataSourceSpec(paths: ["hdfs://nn:8020/invoices"], fileType: "csv")
        ),
    ]

    let inferred = InferredSchema(fields: [
        SchemaField("path", .string, required: true), SchemaField("status", .string),
        SchemaField("agent", .string),
    ])

    let variables =
        Variable.system + [
            Variable(
                name: "lastHour",
                type: .time,
                value: "$(now)-1h",
                format: "yyyy-MM-dd-HH"
            ), Variable(name: "bucket", type: .string, value: "logs"),
        ]

    let plugins = [
        Plugin(
            name: "geo.Parser",
            createTime: Samples.time(hoursAgo: 100),
            size: 4_812_009,
            md5: "1B2M2Y8AsgTpgAmY7PhCfg=="
        ), Plugin(name: "com.example.logs.AccessLogParser", size: 812),
    ]

    let workflows = [
        Workflow(name: "shop", region: "nb", status: .started),
        Workflow(name: "mobile", region: "nb", status: .stopped),
    ]

    let workflowStatus = GetWorkflowStatus.Output(
        name: "shop",
        region: "nb",
        nodes: [
            .init(name: "orders", type: "repo", status: "Started"),
            .init(name: "hourly_pv", type: "job", status: "Running"),
        ],
        status: .started
    )

    let groups = [
        Group(
            name: "pool",
            region: "nb",
            container: GroupContainer(type: "4U8G", count: 3, status: "Running")
        )
    ]

    var failedRun: Run {
        var run = Samples.failedRun
        run.message =
            "Conversion Error: Could not convert string '\(sign)' to DOUBLE\nLINE 2: CAST(price)"
        return run
    }

    let olderRuns = [
        Samples.run(31, .successful, ago: 1, seconds: 4000),
        Samples.run(30, .failed, ago: 2, seconds: 40),
        Samples.run(29, .successful, ago: 3, seconds: 4100),
    ]

    let requests = [
        request("ListJobs", "/v2/jobs", 200, 3.2, ago: 50),
        request("ListRuns", "/v2/jobs/hourly_pv/history?page=1&size=20", 200, 12.5, ago: 40),
        request("ListRuns", "/v2/jobs/broken/history?page=1&size=20", 200, 480, ago: 20),
        request("GetRepo", "/v2/repos/gone", 404, 2, ago: 10),
        RequestEntry(
            time: ConsoleFixture.now.addingTimeInterval(-5),
            call: "ListRepos",
            path: "/v2/repos",
            status: nil,
            failure: "unreachable",
            milliseconds: 5000,
            bytes: 0,
            requestID: nil
        ),
    ]

    private static func request(
        _ call: String,
        _ path: String,
        _ status: Int,
        _ milliseconds: Double,
        ago seconds: Double
    ) -> RequestEntry {
        RequestEntry(
            time: ConsoleFixture.now.addingTimeInterval(-seconds),
            call: call,
            path: path,
            status: status,
            failure: nil,
            milliseconds: milliseconds,
            bytes: 2048,
            requestID: "a1b2c3"
        )
    }

    let forecast = [
        PollForecast(key: .list(ListKey(.jobs, .root)), reason: "in 2 s: every 10 s"),
        PollForecast(
            key: .part(ListKey(.runs, .job("hourly_pv")), .page(1)),
            reason: "in 4 s: a run is under way"
        ),
        PollForecast(
            key: .detail(ResourceAddress(.repos, .root, "access_log")),
            reason: "in 9 s: every 10 s"
        ),
    ]
}
