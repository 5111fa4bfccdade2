import PipelineAPI

extension DemoPipeline {
    static func makeJobs() throws(APIError) -> [CreateJob] {
        try pastJobs() + accessJobs() + otherHourlyJobs() + frequentJobs() + dependChain()
            + dailyJobs() + orderJobs() + manualJobs()
    }

    private static func accessJobs() throws(APIError) -> [CreateJob] {
        [
            try job(
                "hourly_pv",
                reads: ["access_files": "$(lastHour)"],
                crontab: "0 * * * *",
                """
                -- Page views and visitors of the hour before the batch time.
                SELECT host, count(*) AS pv, count(DISTINCT user) AS uv,
                       round(avg(latency), 1) AS latency
                FROM access_files
                GROUP BY host
                ORDER BY pv DESC
                """
            ),
            try job(
                "error_budget",
                reads: ["access_files": "$(lastHour)"],
                crontab: "30 * * * *",
                """
                SELECT count(*) AS requests,
                       count(*) FILTER (WHERE status >= 500) AS errors,
                       round(100.0 * count(*) FILTER (WHERE status >= 500) / count(*), 3) AS percent
                FROM access_files
                """
            ),
        ]
    }

    private static func otherHourlyJobs() throws(APIError) -> [CreateJob] {
        [
            try job(
                "traffic_by_host",
                reads: ["traffic_files": "$(lastHour)"],
                crontab: "10 * * * *",
                """
                SELECT host, sum(bytes) AS bytes, max(bytes) AS largest
                FROM traffic_files
                GROUP BY host
                """
            ),
            try job(
                "city_latency",
                reads: ["visit_files": ""],
                crontab: "15 * * * *",
                """
                SELECT city, count(*) AS visitors, round(avg(latency), 1) AS latency,
                       CASE WHEN avg(latency) > 50 THEN '慢' ELSE '正常' END AS verdict
                FROM visit_files
                GROUP BY city
                ORDER BY visitors DESC
                """
            ),
            try job(
                "invoice_totals",
                reads: ["invoice_amounts": ""],
                crontab: "0 */2 * * *",
                """
                -- Fails while \(DemoFiles.badFile) is in bucket \(DemoFiles.bucket):
                -- one amount in it is no number. Delete the file and rerun the run.
                SELECT department, count(*) AS invoices, round(sum(amount), 2) AS total
                FROM invoice_amounts
                GROUP BY department
                ORDER BY total DESC
                """
            ),
        ]
    }

    private static func frequentJobs() throws(APIError) -> [CreateJob] {
        [
            try job(
                "five_minute_status",
                reads: ["access_files": "$(lastHour)"],
                crontab: "*/5 * * * *",
                """
                SELECT status, count(*) AS requests
                FROM access_files
                GROUP BY status
                ORDER BY status
                """
            ),
            try job(
                "top_paths",
                reads: ["access_files": "$(lastHour)"],
                scheduler: JobScheduler(type: .loop, spec: .init(loop: "2m")),
                """
                SELECT path, count(*) AS requests, round(max(latency), 1) AS slowest
                FROM access_files
                GROUP BY path
                ORDER BY requests DESC
                LIMIT 10
                """
            ),
        ]
    }

    private static func dependChain() throws(APIError) -> [CreateJob] {
        [
            try job(
                "sessions",
                reads: ["access_files": "$(lastHour)"],
                crontab: "20 * * * *",
                """
                SELECT user, city, min(time) AS began, max(time) AS ended, count(*) AS requests
                FROM access_files
                GROUP BY user, city
                """
            ),
            try dependent(
                "city_uv",
                on: "sessions",
                as: "sessions",
                "SELECT city, count(DISTINCT user) AS uv FROM sessions GROUP BY city"
            ),
            try dependent(
                "city_rank",
                on: "city_uv",
                as: "city_uv",
                "SELECT city, uv, rank() OVER (ORDER BY uv DESC) AS place FROM city_uv"
            ),
        ]
    }

    private static func manualJobs() throws(APIError) -> [CreateJob] {
        [
            try job(
                "monthly_report",
                reads: ["invoice_files": ""],
                scheduler: JobScheduler(type: .manual),
                parameters: [JobParameter(name: "department", default: "研发部")],
                """
                SELECT count(*) AS invoices, '$(department)' AS department, '$(date)' AS made_on
                FROM invoice_files
                WHERE department = '$(department)'
                """
            ),
            try job(
                "backfill_year",
                reads: ["invoice_files": ""],
                scheduler: JobScheduler(type: .manual),
                """
                -- Takes minutes: every pair of two long ranges is really computed.
                SELECT count(*) AS pairs, sum((a.n * b.n) % 7) AS checksum
                FROM range(300000) AS a(n), range(150000) AS b(n),
                     (SELECT count(*) AS invoices FROM invoice_files) AS c
                WHERE c.invoices > 0
                """
            ),
        ]
    }

    static func job(
        _ name: String,
        reads sources: [String: String],
        crontab: String,
        _ sql: String
    ) throws(APIError) -> CreateJob {
        try job(
            name,
            reads: sources,
            scheduler: JobScheduler(type: .crontab, spec: .init(crontab: crontab)),
            sql
        )
    }

    /// A job over `sources`: file filters by data source, whose name is its table's too.
    static func job(
        _ name: String,
        reads sources: [String: String],
        scheduler: JobScheduler,
        parameters: [JobParameter] = [],
        _ sql: String
    ) throws(APIError) -> CreateJob {
        CreateJob(
            job: try JobName(name),
            body: JobDefinition(
                srcs: sources.sorted { $0.key < $1.key }.map { source in
                    JobSource(
                        name: source.key,
                        type: .dataSource,
                        tableName: source.key,
                        fileFilter: source.value
                    )
                },
                computation: Computation(code: sql),
                container: Container(type: "1U2G", count: 1),
                scheduler: scheduler,
                params: parameters.isEmpty ? nil : parameters
            )
        )
    }

    static func dependent(
        _ name: String,
        on upstream: String,
        as table: String,
        _ sql: String
    ) throws(APIError) -> CreateJob {
        CreateJob(
            job: try JobName(name),
            body: JobDefinition(
                srcs: [JobSource(name: upstream, type: .job, tableName: table)],
                computation: Computation(code: sql),
                scheduler: JobScheduler(type: .depend)
            )
        )
    }
}
