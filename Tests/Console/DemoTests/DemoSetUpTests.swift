import ChildProcess
import Demo
import Foundation
import PipelineAPI
import PipelineEngine
import PipelineService
import SQLEngines
import Testing

/// The demo on the real service and the real DuckDB, in process.
@Suite(.serialized) struct DemoSetUpTests {
    private let generator = AccessLogGenerator(recordsPerDay: 2400)

    @Test func `a second set-up finds everything there and changes nothing`() async throws {
        try await DemoFixture.withDirectory { root in
            let world = try await prepared(in: root, backfill: 0)
            let points = Array(generator.records(ofHourAt: Date()).prefix(50))
            let setUp = try DemoSetUp(api: world.api, pipeline: DemoPipeline())
            var steps: [String] = []
            #expect(try await setUp.apply(points: points) { steps.append($0) })
            #expect(steps.last == "jobs 20/20")
            #expect(try await !setUp.apply(points: points) { _ in })

            #expect(try await world.api.send(ListRepos()).repos.count == 7)
            #expect(try await world.api.send(ListDataSources()).datasources.count == 7)
            #expect(try await world.api.send(ListJobs()).jobs.count == 20)
            #expect(await world.store.pointCount(of: "access_log", after: 0) == 50)
            let reports = ListRuns(job: try JobName("monthly_report"))
            #expect(try await world.api.send(reports).total == 1)
        }
    }

    @Test func `every job computes but the one with a bad file, and that one once it is gone`()
        async throws
    {
        try await DemoFixture.withDirectory { root in
            let world = try await prepared(in: root, backfill: 1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await world.runner.run() }
                try await checkRuns(of: world, root: root)
                group.cancelAll()
            }
        }
    }

    @Test func `the feeder posts points and adds the hour that has begun`() async throws {
        try await DemoFixture.withDirectory { root in
            let world = try DemoFixture(root: root, backfill: 0)
            let setUp = try DemoSetUp(api: world.api, pipeline: DemoPipeline())
            let files = DemoFixture.files(in: root + "/buckets")
            let now = Date()
            try files.write(until: now) { _, _ in }
            try await makeParquet(files)
            _ = try await setUp.apply(points: []) { _ in }
            func hours() throws -> Int {
                // A new day may have begun too.
                try DemoFixture.paths(below: root + "/buckets").count { !$0.contains("/orders/") }
            }
            let before = try hours()

            let feeder = DemoFeeder(api: world.api, files: files, generator: generator)
            #expect(feeder.points(at: now, count: 20) == feeder.points(at: now, count: 20))
            try await feeder.feed(at: now.addingTimeInterval(3600), count: 20)
            #expect(await world.store.pointCount(of: "access_log", after: 0) == 20)
            #expect(try hours() == before + 3)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `its transforms compute and its exports deliver`() async throws {
        try await DemoFixture.withDirectory { root in
            let world = try await prepared(in: root, backfill: 0)
            let files = DemoFixture.files(in: root + "/buckets")
            let feeder = DemoFeeder(
                api: world.api,
                files: files,
                generator: AccessLogGenerator(recordsPerDay: 2400)
            )
            _ = try await DemoSetUp(api: world.api, pipeline: DemoPipeline())
                .apply(
                    points: feeder.points(
                        at: Date(timeIntervalSince1970: 1_780_000_000),
                        count: 900
                    )
                ) { _ in }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await world.streams.run() }
                for name in ["path_stats", "error_log"] {
                    while try await world.exports(of: name).contains(where: { $0.processed == 0 }) {
                        try await Task.sleep(for: .milliseconds(50))
                    }
                    #expect(try await world.exports(of: name).compactMap(\.lastError) == [])
                }
                group.cancelAll()
            }
            let found = try DemoFixture.paths(below: root + "/destinations")
            #expect(found == ["logdb/errors.sqlite", "tsdb/shop.sqlite"])
        }
    }

    private func checkRuns(of world: DemoFixture, root: String) async throws {
        let pipeline = try DemoPipeline()
        let setUp = DemoSetUp(api: world.api, pipeline: pipeline)
        _ = try await setUp.apply(points: []) { _ in }
        try await checkPast(of: setUp)
        // Not started, and failed in every third hour.
        let others = ["backfill_year", "orders_of_day", "payment_totals"]
        let reasons = ["invoice_totals": "十二元", "refund_rate": "More than one row"]
        for call in pipeline.jobs where !others.contains(call.job.description) {
            let run = try await finishedRun(of: call.job, in: world)
            let reason = reasons[call.job.description]
            #expect(run.status == (reason == nil ? .successful : .failed), "\(call.job): \(run)")
            if let reason { #expect(run.message?.contains(reason) == true, "\(run)") }
        }
        try FileManager.default.removeItem(
            atPath: "\(root)/buckets/\(DemoFiles.bucket)/\(DemoFiles.badFile)"
        )
        let job = try JobName("invoice_totals")
        let failed = try await finishedRun(of: job, in: world)
        _ = try await world.api.send(RerunBatch(job: job, runId: failed.runId))
        let again = try await finishedRun(of: job, in: world)
        #expect(again.status == .successful)
        #expect(again.batchTime == failed.batchTime)
    }

    /// Makes the past; the changed job is seen as it was and as it is.
    private func checkPast(of setUp: DemoSetUp) async throws {
        var seen: [String] = []
        try await setUp.makePast {
            try? await Task.sleep(for: .milliseconds(20))
        } seen: { job in
            seen.append(job.computation.code)
        }
        #expect(seen.count == 2 && seen[0] != seen[1])
    }

    /// The newest run of a job, once it has ended.
    private func finishedRun(of job: JobName, in world: DemoFixture) async throws -> Run {
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            let question = ListRuns(job: job, sortBy: "-runId")
            if let run = try await world.api.send(question).history.first, run.status.isFinal {
                return run
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DemoFixture.Overdue(job: job.description)
    }

    private func prepared(in root: String, backfill: Int) async throws -> DemoFixture {
        let files = DemoFixture.files(in: root + "/buckets")
        try files.write(until: Date()) { _, _ in }
        try await makeParquet(files)
        return try DemoFixture(root: root, backfill: backfill)
    }

    private func makeParquet(_ files: DemoFiles) async throws {
        guard try files.prepareParquet() else { return }
        let outcome = try await ChildCommand(
            executable: try DemoFixture.duckdb(),
            arguments: ["-batch", "-c", files.parquet.sql]
        ).run()
        #expect(outcome.isSuccess)
        #expect(FileManager.default.fileExists(atPath: files.parquet.path))
    }
}
