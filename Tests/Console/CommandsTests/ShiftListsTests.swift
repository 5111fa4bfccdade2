import Console
import FoundationEssentials
import PipelineAPI
import Testing

@testable import Commands

@Suite struct ShiftListsTests {
    private static let now = Date(timeIntervalSince1970: 1_795_230_000)

    /// A service with one job that has run each ten minutes for weeks, and nothing else.
    private func service(refusing refused: String? = nil) -> FakeService {
        FakeService { call throws(APIError) in
            if let refused, "\(type(of: call))" == refused { throw APIError(.unreachable, "gone") }
            switch call {
            case let call as ListRuns: return ShiftListsTests.page(of: call)
            case is ListJobs: return ListJobs.Output(jobs: [ShiftListsTests.job])
            case is ListDataSources: return ListDataSources.Output(datasources: [])
            case is ListRepos: return ListRepos.Output(repos: [])
            case is ListJobExports: return ListJobExports.Output(exports: [])
            default: throw APIError(.notImplemented, "\(type(of: call))")
            }
        }
    }

    private static let job = Job(
        name: "often",
        definition: JobDefinition(
            srcs: [],
            computation: Computation(code: ""),
            scheduler: JobScheduler(type: .manual)
        )
    )

    private static func page(of call: ListRuns) -> ListRuns.Output {
        let (page, size) = (call.page ?? 1, call.size ?? 20)
        let history = (1...3000).reversed().dropFirst((page - 1) * size).prefix(size).map { id in
            let start = Timestamp(now.addingTimeInterval(Double(id - 3000) * 600))
            return Run(runId: id, batchTime: start, startTime: start, status: .successful)
        }
        return ListRuns.Output(total: 3000, history: history)
    }

    @Test func `all runs of a shift are asked for, and none that began long before it`()
        async throws
    {
        let service = service()
        let lists = try await ShiftLists(api: service, related: RelatedLists(api: service))
            .load(since: Self.now - 24 * 3600)
        let runs = lists[ListKey(.runs, .job("often"))]?.value?.rows ?? []
        // 24 hours have 144 of them; one that began before the shift ends the search.
        #expect(runs.count > 144 && runs.count <= 1000)
        #expect(lists[ListKey(.jobs, .root)]?.value?.rows.count == 1)
    }

    @Test(arguments: ["ListJobs", "ListRuns", "ListJobExports", "ListRepos"])
    func `a list that cannot be had fails the report`(_ refused: String) async throws {
        let service = service(refusing: refused)
        let failure = await #expect(throws: CommandFailure.self) {
            try await ShiftLists(api: service, related: RelatedLists(api: service))
                .load(since: Self.now - 3600)
        }
        #expect(failure?.reason == .unreachable)
    }
}
