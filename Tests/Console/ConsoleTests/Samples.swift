import FoundationEssentials
import PipelineAPI

/// A small pipeline with Chinese in it, as answers of the service.
enum Samples {
    static let repos = [
        RepoSummary(name: "access_log", region: "nb"),
        RepoSummary(name: "orders", region: "nb"),
        RepoSummary(name: "pv_1m", region: "nb", derivedFrom: "count_pv"),
    ]

    static let repo = Repo(
        region: "nb",
        schema: [
            SchemaField("time", .date, required: true, description: "请求时间"),
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

    static let transforms = [
        Transform(
            name: "count_pv",
            to: "pv_1m",
            spec: TransformSpec(code: "SELECT count(*) FROM stream")
        )
    ]
    static let exports = [
        Export(name: "to_kodo", type: .kodo, spec: ["bucket": "logs", "accessKey": "secret"])
    ]

    static func jobs() throws -> [Job] {
        [
            job("broken", .crontab, crontab: "0 3 * * *"),
            job("hourly_pv", .crontab, crontab: "0 * * * *"),
            job("idle", .manual), job("uv_rank", .depend),
        ]
    }

    private static func job(_ name: String, _ type: SchedulerType, crontab: String? = nil) -> Job {
        Job(
            name: name,
            definition: JobDefinition(
                srcs: [JobSource(name: "files", type: .dataSource, tableName: "t")],
                computation: Computation(code: "-- 每小时\nSELECT count(*) AS n\nFROM t"),
                container: Container(type: "1U2G", count: 1),
                scheduler: JobScheduler(type: type, spec: crontab.map { .init(crontab: $0) })
            ),
            schema: [SchemaField("n", .long)]
        )
    }

    static let runs = [
        run(128, .running, ago: 0, seconds: 42),
        run(127, .successful, ago: 1, seconds: 2691),
        run(126, .canceled, ago: 2, seconds: 12),
        run(125, .successful, ago: 3, seconds: 2712),
        run(124, .successful, ago: 4, seconds: 2650),
    ]

    static let failedRun = Run(
        runId: 7,
        batchTime: time(hoursAgo: 9),
        startTime: time(hoursAgo: 9),
        endTime: time(hoursAgo: 9, plus: 190),
        duration: 190,
        status: .failed,
        message: "Conversion Error: Could not convert string '十二元' to DOUBLE\nLINE 2: CAST(…)"
    )

    static func run(_ id: Int, _ status: RunStatus, ago hours: Double, seconds: Int) -> Run {
        let isDone = status.isFinal
        return Run(
            runId: id,
            batchTime: time(hoursAgo: hours, plus: -600),
            startTime: time(hoursAgo: hours, plus: -600 + (isDone ? 0 : 558)),
            endTime: isDone ? time(hoursAgo: hours, plus: Double(seconds - 600)) : nil,
            duration: seconds,
            status: status,
            message: isDone ? "duckdb: 4 rows" : nil
        )
    }

    static func time(hoursAgo hours: Double, plus seconds: Double = 0) -> Timestamp {
        Timestamp(ConsoleFixture.now.addingTimeInterval(-hours * 3600 + seconds))
    }
}
