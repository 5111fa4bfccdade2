import Console
import PipelineAPI
import Testing

@testable import Commands

@Suite struct ItemLookupTests {
    private let service = FakeService { call throws(APIError) in
        switch call {
        case is ListRepos:
            return ListRepos.Output(repos: [RepoSummary(name: "access_log", region: "nb")])
        case is GetRepo: return Repo(region: "nb", schema: [SchemaField("n", .long)])
        case is ListExports:
            throw APIError(.repoNotFound, "the repo is not there")
        case let call as ListRuns where call.runId != nil:
            let run = Run(runId: 3, batchTime: Timestamp(text: "?"), status: .failed)
            return ListRuns.Output(total: 1, history: [run])
        default: throw APIError(.notImplemented, "?")
        }
    }

    @Test func `a name that is not there is answered with the one that was meant`() async throws {
        let failure = try await #require(throws: CommandFailure.self) {
            try await ItemLookup(api: service).item(
                Samples.kind(.repos),
                named: "acces_log",
                in: .root
            )
        }
        #expect(failure.reason == .notFound)
        #expect(failure.lines == ["no repo named 'acces_log': did you mean 'access_log'?"])
    }

    @Test func `so is a container, where the service does not say it`() async throws {
        let failure = try await #require(throws: CommandFailure.self) {
            try await ItemLookup(api: service).list(
                Samples.kind(.exports),
                in: .repo("acces_log")
            )
        }
        #expect(failure.lines.last == "no repo named 'acces_log': did you mean 'access_log'?")
    }

    @Test func `a value is what the list says with what the call for it adds`() async throws {
        let lookup = ItemLookup(api: service)
        let kind = try Samples.kind(.repos)
        let row = try await lookup.item(kind, named: "access_log", in: .root)
        let value = try await lookup.value(kind, of: row, in: .root)
        #expect(value["name"] == "access_log")
        #expect(value["schema"] == [["key": "n", "valtype": "long"]])
    }

    @Test func `a run is asked for alone, since a list has the newest only`() async throws {
        let row = try await ItemLookup(api: service).item(
            Samples.kind(.runs),
            named: "3",
            in: .job("daily")
        )
        #expect(row.item.value(as: Run.self)?.status == .failed)
        #expect(service.requests == ["GET /v2/jobs/daily/history?runId=3"])
    }

    @Test func `an unreachable service is told apart from one that refuses`() {
        #expect(CommandFailure(APIError(.unreachable, "x")).reason == .unreachable)
        #expect(CommandFailure(APIError(.timedOut, "x")).reason == .unreachable)
        let refused = CommandFailure(APIError(.repoNotFound, "no such", requestID: "r1"))
        #expect(refused.reason == .notFound)
        #expect(refused.lines[0] == "E18102: no such (X-Reqid r1)")
        #expect(refused.lines[1] == "E18102 means: no such repo (仓库不存在)")
    }

    @Test(arguments: [
        (ErrorCode.unauthorized, CommandFailure.Reason.unauthorized),
        (.jobNotFound, .notFound), (.runNotRerunnable, .refused), (.jobExists, .refused),
        (.connectionLost, .unreachable), (.outcomeUnknown, .unreachable),
    ])
    func `kinds of refusals are told apart`(_ code: ErrorCode, _ reason: CommandFailure.Reason) {
        #expect(CommandFailure(APIError(code, "x")).reason == reason)
    }

    @Test func `what a service says is lines of text and nothing that a terminal acts on`() {
        let error = APIError(.invalidJobSQL, "Parser Error:\n\nLINE 1: \u{1b}[2J\r\n   ^")
        let ascii = CommandFailure(error).printableASCIILines
        #expect(ascii.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        let lines = CommandFailure(error).printableLines
        #expect(lines.prefix(3) == ["E18618: Parser Error:", "LINE 1: \\x1b[2J", "   ^"])
    }
}
