import PipelineAPI
import Testing

@testable import Commands

@Suite struct RunHistoryTests {
    /// A job with 2,500 runs, newest first, of which every page may be asked for.
    private let service = FakeService { call throws(APIError) in
        guard let call = call as? ListRuns, let page = call.page, let size = call.size else {
            throw APIError(.notImplemented, "?")
        }
        let ids = (1...2500).reversed().dropFirst((page - 1) * size).prefix(size)
        let runs = ids.map { Run(runId: $0, batchTime: Timestamp(text: "?"), status: .failed) }
        return ListRuns.Output(total: 2500, history: runs)
    }

    @Test(arguments: [(50, 1), (1000, 1), (1001, 2), (9999, 3)])
    func `pages are asked for until there are enough`(_ most: Int, _ requests: Int) async throws {
        let runs = try await RunHistory(api: service).runs(of: "daily", RunSelection(most: most))
        #expect(runs.map(\.runId) == Array((1...2500).reversed().prefix(most)))
        #expect(service.requests.count == requests)
    }

    @Test func `a status is known in any case, and others are refused before anything is sent`()
        throws
    {
        #expect(try RunHistory.status("FAILED") == .failed)
        let failure = try #require(throws: CommandFailure.self) { try RunHistory.status("broken") }
        #expect(failure.reason == .usage)
    }
}
