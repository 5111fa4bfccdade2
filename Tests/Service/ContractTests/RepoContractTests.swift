import FoundationEssentials
import PipelineAPI
import PipelineService
import Testing

@Suite struct RepoContractTests {
    private let repo: RepoName
    private let body: CreateRepo.Body

    init() throws {
        repo = try RepoName("access_log")
        let fields = [SchemaField("ip", .string, required: true), SchemaField("size", .long)]
        body = CreateRepo.Body(region: "nb", schema: try Schema(fields))
    }

    @Test(arguments: Carrier.allCases)
    func `a repo is created, listed, answered, replaced and deleted`(
        _ carrier: Carrier
    )
        async throws
    {
        try await carrier.world { world in
            _ = try await world.api.send(CreateRepo(repo: repo, body: body))
            #expect(try await world.api.send(ListRepos()).repos.map(\.name) == ["access_log"])
            #expect(try await world.api.send(GetRepo(repo: repo)).schema == body.schema.fields)
            let schema = try Schema([SchemaField("only", .date)])
            _ = try await world.api.send(UpdateRepo(repo: repo, body: .init(schema: schema)))
            #expect(try await world.api.send(GetRepo(repo: repo)).schema == schema.fields)
            #expect(try await world.api.send(ListExports(repo: repo)).exports.isEmpty)
            #expect(try await world.api.send(ListTransforms(repo: repo)).transforms.isEmpty)
            _ = try await world.api.send(DeleteRepo(repo: repo))
            #expect(try await world.api.send(ListRepos()).repos.isEmpty)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a refused repo says why by its code`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            #expect(await world.code(of: GetRepo(repo: repo)) == .repoNotFound)
            #expect(await world.code(of: DeleteRepo(repo: repo)) == .repoNotFound)
            #expect(await world.code(of: ListExports(repo: repo)) == .repoNotFound)
            let update = UpdateRepo(repo: repo, body: .init(schema: body.schema))
            #expect(await world.code(of: update) == .repoNotFound)
            var elsewhere = body
            elsewhere.region = "moon"
            #expect(
                await world.code(of: CreateRepo(repo: repo, body: elsewhere)) == .regionMismatch
            )
            var clashing = body
            clashing.options = RepoOptions(withIP: "ip")
            #expect(
                await world.code(of: CreateRepo(repo: repo, body: clashing)) == .invalidFieldName
            )
            _ = try await world.api.send(CreateRepo(repo: repo, body: body))
            #expect(await world.code(of: CreateRepo(repo: repo, body: body)) == .repoExists)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `a repo that is not there is answered with the name that was meant`(
        _ carrier: Carrier
    )
        async throws
    {
        try await carrier.world { world in
            _ = try await world.api.send(CreateRepo(repo: repo, body: body))
            let error = await #expect(throws: APIError.self) {
                _ = try await world.api.send(GetRepo(repo: RepoName("access_lgo")))
            }
            #expect(error?.message.contains("did you mean 'access_log'") == true)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `points are kept all or not at all`(_ carrier: Carrier) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(CreateRepo(repo: repo, body: body))
            func post(_ text: String, tags: String? = nil) async -> ErrorCode? {
                await world.code(of: PostPoints(repo: repo, text: Data(text.utf8), tags: tags))
            }
            #expect(await post("ip=a\tsize=1\n\nip=b\tsize=1") == nil)
            #expect(try await world.store.pointCount(of: "access_log") == 2)
            #expect(await post("ip=a\nip=b\tsize=many") == .invalidFieldValue)
            #expect(await post("ip=a\nip=b\tcolour=red") == .fieldNotFound)
            #expect(await post("ip=a\nsize=1") == .pointDoesNotFit)
            #expect(await post("ip=a", tags: "!") == .undecodableTags)
            #expect(await post("\n") == .emptyBody)
            #expect(await post(String(repeating: "a", count: 2_097_153)) == .bodyTooLarge)
            #expect(try await world.store.pointCount(of: "access_log") == 2)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `fields that options add are in the schema, and may be sent back`(
        _ carrier: Carrier
    ) async throws {
        try await carrier.world { world in
            var made = body
            made.options = RepoOptions(withIP: "sender", withTimestamp: "at")
            _ = try await world.api.send(CreateRepo(repo: repo, body: made))
            let all =
                body.schema.fields + [SchemaField("sender", .string), SchemaField("at", .date)]
            #expect(try await world.api.send(GetRepo(repo: repo)).schema == all)
            let same = UpdateRepo(repo: repo, body: .init(schema: try Schema(all)))
            _ = try await world.api.send(same)
            #expect(try await world.api.send(GetRepo(repo: repo)).schema == all)
            let other = try Schema(body.schema.fields + [SchemaField("at", .long)])
            let clash = UpdateRepo(repo: repo, body: .init(schema: other))
            #expect(await world.code(of: clash) == .invalidFieldName)
        }
    }

    @Test(arguments: Carrier.allCases, ["", #","schema":null"#, #","schema":[]"#])
    func `a repo without a schema is refused as one with an empty one`(
        _ carrier: Carrier,
        _ schema: String
    ) async throws {
        try await carrier.world { world in
            _ = try await world.api.send(CreateRepo(repo: repo, body: body))
            for (method, name) in [(HTTPMethod.post, "new"), (.put, "access_log")] {
                let text = #"{"region":"nb"\#(schema)}"#
                let request = WireRequest(method, "/v2/repos/\(name)", body: Data(text.utf8))
                #expect(try await world.code(of: request) == .emptySchema)
            }
        }
    }
}
