import FoundationEssentials
import PipelineAPI

@testable import Console

/// A diamond of depend jobs below `raw`: `raw → clean → daily, hourly → report`; `weekly` has a schedule of its own.
///
/// Every job has a run of the batch times 1 and 2, whose numbers are the same.
struct RerunWorld {
    static let jobs = [
        job("raw", reading: [], .manual), job("clean", reading: ["raw"]),
        job("daily", reading: ["clean"]), job("hourly", reading: ["clean"]),
        job("report", reading: ["daily", "hourly"]), job("weekly", reading: ["clean"], .crontab),
    ]

    static func job(
        _ name: String,
        reading: [String],
        _ type: SchedulerType = .depend
    ) -> Job {
        let sources = reading.map { JobSource(name: $0, type: .job, tableName: "t_\($0)") }
        return Job(
            name: name,
            definition: JobDefinition(
                srcs: sources + [JobSource(name: "files", type: .dataSource, tableName: "t")],
                computation: Computation(code: "SELECT 1"),
                scheduler: JobScheduler(type: type)
            )
        )
    }

    func run(
        _ number: Int,
        batch: Int,
        _ status: RunStatus = .successful,
        at seconds: Double = 10
    ) -> Run {
        let start = Date(timeIntervalSince1970: 1_780_000_000 + Double(batch) * 3600)
        return Run(
            runId: number,
            batchTime: Timestamp(start),
            startTime: Timestamp(start.addingTimeInterval(seconds)),
            endTime: Timestamp(start.addingTimeInterval(seconds + 5)),
            duration: 5,
            status: status
        )
    }

    func plan(_ chosen: [(String, Int)], missing: Set<String> = []) -> RerunPlan {
        var histories: [String: [Run]] = [:]
        for job in Self.jobs.compactMap(\.name) where !missing.contains(job) {
            histories[job] = [run(2, batch: 2), run(1, batch: 1)]
        }
        return RerunPlan(
            chosen: chosen.map { ($0.0, run($0.1, batch: $0.1, .failed)) },
            jobs: Self.jobs,
            histories: histories
        )
    }
}
