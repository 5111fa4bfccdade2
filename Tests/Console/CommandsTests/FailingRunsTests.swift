import Console
import FoundationEssentials
import PipelineAPI
import Testing

@testable import Commands

@Suite struct FailingRunsTests {
    private static let start = Date(timeIntervalSince1970: 1_795_230_000)

    /// Run `number` of a job, which began so many minutes after the start; odd numbers have failed.
    private static func run(_ number: Int, minute: Double) -> Run {
        Run(
            runId: number,
            batchTime: Timestamp(text: "?"),
            startTime: Timestamp(start.addingTimeInterval(minute * 60)),
            status: number.isMultiple(of: 2) ? .successful : .failed
        )
    }

    private static let histories: [String: [Run]] = [
        // Run 1 was run again after the others.
        "a": [run(3, minute: 30), run(2, minute: 20), run(1, minute: 50)],
        "b": [run(4, minute: 40), run(3, minute: 25)],
        "c": [],
    ]

    private let service = FakeService { call throws(APIError) in
        switch call {
        case is ListJobs:
            let names = ["b", "a", "c"]
            return ListJobs.Output(jobs: names.map(Samples.job))
        case let call as ListRuns:
            guard let all = FailingRunsTests.histories[call.job.description] else {
                throw APIError(.jobNotFound, "no such job")
            }
            let runs =
                call.runId == ListRuns.newest
                ? Array(all.prefix(1)) : all.filter { $0.status == call.status ?? $0.status }
            return ListRuns.Output(total: runs.count, history: runs)
        default: throw APIError(.notImplemented, "?")
        }
    }

    private func failed(_ jobs: [String], minute: Double? = nil) async throws -> [String] {
        let date = minute.map { Self.start.addingTimeInterval($0 * 60) }
        let choice = try await FailingRuns(api: service).failed(of: jobs, since: date)
        #expect(Set(choice.known.keys) == Set(choice.runs))
        return choice.runs.map { "\($0.job)/\($0.number)" }
    }

    @Test func `without a time it is the newest run of each job, where it failed`() async throws {
        #expect(try await failed([]) == ["a/3"])
        #expect(try await failed(["a", "b", "a"]) == ["a/3"])
    }

    @Test func `since a time it is every failed run that began then, wherever it stands`()
        async throws
    {
        #expect(try await failed([], minute: 24) == ["a/1", "a/3", "b/3"])
        #expect(try await failed([], minute: 45) == ["a/1"])
        #expect(try await failed(["b"], minute: 0) == ["b/3"])
    }

    @Test func `where nothing failed that is said, and a job that is not there is named`()
        async throws
    {
        let none = try await #require(throws: CommandFailure.self) { try await failed(["b", "c"]) }
        #expect(
            none.lines == ["no newest run of 'b', 'c' has failed: there is nothing to rerun"]
        )
        let missing = try await #require(throws: CommandFailure.self) {
            try await failed(["a", "d"], minute: 0)
        }
        #expect(missing.lines.first?.contains("no such job") == true)
    }

    @Test func `the runs of all jobs are one list, newest first, with the job in each`()
        async throws
    {
        let rows = try await RunHistory(api: service).rowsOfAllJobs(
            RunSelection(since: Self.start.addingTimeInterval(24 * 60))
        ) { _, _ in }
        #expect(rows.map(\.name) == ["a/1", "b/4", "a/3", "b/3"])
        let value = try #require(try rows[1].item.json())
        #expect(value["job"] == "b")
        #expect(value["runId"] == 4)
        #expect(value["status"] == "Successful")
    }
}
