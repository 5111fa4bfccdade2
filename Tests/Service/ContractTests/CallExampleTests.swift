import PipelineAPI
import Testing

@Suite struct CallExampleTests {
    @Test(arguments: Catalogue.calls.map { $0.name }, Carrier.allCases)
    func `every call is answered with success, and has done what it says`(
        _ call: String,
        _ carrier: Carrier
    ) async throws {
        let example = try #require(CallExamples.all.first { $0.name == call }, "\(call)")
        try await example.run(on: carrier)
    }

    @Test func `every call has one example, and each example is of a call`() {
        #expect(CallExamples.all.map(\.name).sorted() == Catalogue.calls.map { $0.name }.sorted())
    }

    @Test func `an example whose call is refused fails`() async throws {
        let refused = CallExample(try GetRepo(repo: RepoName("nowhere"))) { _, _ in }
        let error = await #expect(throws: APIError.self) { try await refused.run(on: .memory) }
        #expect(error?.code == .repoNotFound)
    }
}
