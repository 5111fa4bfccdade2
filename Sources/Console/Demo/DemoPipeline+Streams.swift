import PipelineAPI

extension DemoPipeline {
    /// What is computed from the access log as it arrives.
    static func makeTransforms() throws(APIError) -> [CreateTransform] {
        [
            try transform(
                "count_by_path",
                to: "path_stats",
                """
                SELECT path, count(*) AS requests, count(*) FILTER (WHERE status >= 500) AS errors,
                       round(avg(latency), 1) AS latency, max(time) AS at
                FROM stream
                GROUP BY path
                """
            ),
            try transform(
                "only_errors",
                to: "error_log",
                """
                SELECT time, host, path, status, latency, city
                FROM stream
                WHERE status >= 500
                """
            ),
        ]
    }

    private static func transform(
        _ name: String,
        to destination: String,
        _ sql: String
    ) throws(APIError) -> CreateTransform {
        CreateTransform(
            repo: try RepoName(liveRepo),
            transform: try TransformName(name),
            destination: try RepoName(destination),
            body: TransformSpec(
                mode: "sql",
                code: sql,
                interval: "10s",
                container: Container(type: "1U2G", count: 1),
                whence: .oldest
            )
        )
    }

    static func makeExports() throws(APIError) -> [CreateExport] {
        [
            try export(
                "archive",
                of: liveRepo,
                .kodo,
                [
                    "bucket": "shop-archive",
                    "keyPrefix": "access/$(year)-$(mon)-$(day)/$(hour)$(min)$(sec)",
                    "fields": [
                        "time": "#time", "path": "#path", "status": "#status", "city": "#city",
                    ],
                    "format": "json", "compress": true, "rotateInterval": 30,
                ]
            ),
            try export(
                "to_search",
                of: "error_log",
                .logdb,
                [
                    "destRepoName": "errors", "omitInvalid": true,
                    "doc": [
                        "when": "#time", "where": ["host": "#host", "path": "#path"],
                        "status": "#status",
                    ],
                ]
            ),
            try export(
                "to_metrics",
                of: "path_stats",
                .tsdb,
                [
                    "destRepoName": "shop", "series": "requests", "tags": ["path": "#path"],
                    "fields": [
                        "requests": "#requests", "errors": "#errors", "latency": "#latency",
                    ],
                    "timestamp": "#at",
                ]
            ),
        ]
    }

    private static func export(
        _ name: String,
        of repo: String,
        _ type: ExportType,
        _ spec: JSONValue
    ) throws(APIError) -> CreateExport {
        CreateExport(
            repo: try RepoName(repo),
            export: try ExportName(name),
            body: .init(type: type, whence: .oldest, spec: spec)
        )
    }

    /// Where the hourly results go.
    static func makeJobExports() throws(APIError) -> [CreateJobExport] {
        [
            CreateJobExport(
                job: try JobName("hourly_pv"),
                export: try JobExportName("to_bucket"),
                body: .init(
                    type: .kodo,
                    spec: [
                        "bucket": "shop-results", "keyPrefix": "pv/$(year)-$(mon)-$(day)/$(hour)",
                        "format": "csv", "delimiter": ",", "containsHeader": true, "fileCount": 1,
                        "compression": "none", "saveMode": "overwrite",
                    ]
                )
            ),
            CreateJobExport(
                job: try JobName("error_budget"),
                export: try JobExportName("to_report"),
                body: .init(
                    type: .report,
                    spec: [
                        "dbName": "operations", "tableName": "error_budget", "saveMode": "append",
                        "columns": [
                            "requests": "#requests", "errors": "#errors", "percent": "#percent",
                        ],
                    ]
                )
            ),
        ]
    }
}
