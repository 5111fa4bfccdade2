import FoundationEssentials
import PipelineAPI
import Testing

@testable import PipelineEngine

@Suite struct JobExporterTests {
    private let destination = DestinationFake()
    /// 2017-01-12 20:30:00 UTC, which is the 13th in Beijing.
    private let now = Date(timeIntervalSince1970: 1_484_253_000)

    private func export(
        _ run: RunRecord,
        _ type: SchedulerType = .manual,
        prefix: String,
        by names: [String] = ["e"]
    )
        async throws
    {
        let root = FileManager.default.temporaryDirectory.path + "/exporter-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        let job = JobRecord(
            name: "a",
            definition: JobDefinition(
                srcs: [],
                computation: Computation(code: "SELECT 1"),
                scheduler: JobScheduler(type: type)
            ),
            schema: [],
            createdAt: now
        )
        let spec: JSONValue = [
            "bucket": "out", "keyPrefix": .string(prefix), "fileCount": 1, "saveMode": "append",
        ]
        let exporter = JobExporter(
            engines: Engines(EngineFake()),
            scratch: root,
            destination: destination,
            zone: .beijing,
            now: { [now] in now }
        )
        try await exporter.export(
            JobExporter.Result(run: run, job: job, path: root + "/r.parquet"),
            by: names.map { JobExportRecord(job: "a", name: $0, type: .kodo, spec: spec) },
            ending: run.ended(.successful, "1 row", at: now)
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).isEmpty)
    }

    @Test func `the files of a rerun are told as those of the same run`() async throws {
        var run = RunRecord(job: "a", runId: 7, batchTime: now)
        try await export(run, prefix: "all.json")
        run.rerunCount = 1
        try await export(run, prefix: "all.json")
        let placed = await destination.placed
        #expect(placed.map(\.run) == [7, 7] && Set(placed.map(\.source)).count == 1)
        #expect(placed.allSatisfy { $0.isSingleFile && $0.target == "all.json" })
    }

    @Test func `the run ends with the last of its placements`() async throws {
        let run = RunRecord(job: "a", runId: 7, batchTime: now)
        try await export(run, prefix: "x/", by: ["e", "f", "g"])
        let ended = run.ended(.successful, "1 row", at: now)
        #expect(await destination.placed.map(\.ending) == [nil, nil, ended])
    }

    @Test func `the variables of a name are in the exporter's zone`() async throws {
        let run = RunRecord(job: "a", runId: 7, batchTime: now)
        try await export(run, .crontab, prefix: "d=$(day)/h=$(hour)")
        try await export(run, .crontab, prefix: "x/")
        #expect(
            await destination.placed.map(\.target) == ["d=13/h=04", "x/2017-01-13-04-30-00"]
        )
    }
}
