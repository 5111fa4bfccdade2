import Console
import FoundationEssentials
import PipelineAPI
import Testing

@testable import Commands

@Suite struct DocumentPlannerTests {
    private static let variable = Variable(
        name: "lastWeek",
        type: .time,
        value: "$(now)-7d",
        format: "yyyy-MM-dd"
    )

    private static let export = Export(
        name: "out",
        type: .http,
        spec: .object(["host": .string("a:1"), "uri": .string("/in")])
    )

    private static let source = DataSource(
        name: "files",
        region: "nb",
        type: .kodo,
        spec: DataSourceSpec(bucket: "logs", fileType: "json"),
        schema: [SchemaField("n", .long, required: false)]
    )

    private static let transform = Transform(
        name: "count",
        to: "pv",
        spec: TransformSpec(code: "SELECT 1 AS n", destrepo: [SchemaField("n", .long)])
    )

    /// A service with one item of some kinds; a change of anything fails the test.
    private let service = FakeService { call throws(APIError) in
        switch call {
        case is ListVariables: return ListVariables.Output(variables: [Self.variable])
        case is GetVariable: return Self.variable
        case let call as ListExports where call.repo.description == "web":
            return ListExports.Output(exports: [Self.export])
        case is GetExport: return Self.export
        case is ListRepos: return ListRepos.Output(repos: [RepoSummary(name: "web", region: "nb")])
        case is GetRepo: return Repo(region: "nb", schema: [SchemaField("n", .long)])
        case is ListDataSources: return ListDataSources.Output(datasources: [Self.source])
        case is GetDataSource: return Self.source
        case is ListTransforms: return ListTransforms.Output(transforms: [Self.transform])
        case is GetTransform: return Self.transform
        case let call as ListExports:
            throw APIError(.repoNotFound, "no repo named '\(call.repo)'")
        default: throw APIError(.notImplemented, "\(type(of: call)).name")
        }
    }

    private func planner() -> DocumentPlanner { DocumentPlanner(api: service) }

    private func document(_ members: JSONValue) throws -> ChangeDocument {
        try ChangeDocument(members, kind: Samples.kind(.variables))
    }

    @Test func `what is not there is created`() async throws {
        let new = try document(["name": "lastYear", "type": "time", "value": "$(now)-365d"])
        let change = try #require(try await planner().application(new))
        #expect(change.what == "Create variable 'lastYear'")
        #expect(change.plan.call.hasPrefix("POST /v2/variables/lastYear "))
        #expect(change.draft.address == nil)
    }

    @Test func `what is there as it is wanted is left alone`() async throws {
        let same = try document(["name": "lastWeek", "type": "time", "value": "$(now)-7d"])
        #expect(try await planner().application(same) == nil)
    }

    @Test func `what differs is changed, and only that is shown; the rest stays as it is`()
        async throws
    {
        let other = try document(["name": "lastWeek", "type": "time", "value": "$(now)-8d"])
        let change = try #require(try await planner().application(other))
        #expect(change.what == "Change variable 'lastWeek'")
        #expect(change.plan.call.hasPrefix("PUT /v2/variables/lastWeek "))
        #expect(change.plan.call.contains("yyyy-MM-dd"))
        let lines = change.plan.difference.map(\.text)
        #expect(lines == ["- value: $(now)-7d", "+ value: $(now)-8d"])
    }

    @Test func `in a container that is not there everything is new`() async throws {
        let lookup = ItemLookup(api: service)
        let kind = try Samples.kind(.exports)
        #expect(try await lookup.exists(kind, named: "x", in: .repo("gone")) == false)
    }

    private func exported(_ type: String, _ whence: String) throws -> ChangeDocument {
        let members: JSONValue = [
            "in": "web", "name": "out", "type": .string(type), "whence": .string(whence),
            "spec": ["host": "a:1", "uri": "/in"],
        ]
        return try ChangeDocument(members, kind: Samples.kind(.exports))
    }

    @Test func `what is fixed at creation may be said again, and its change is refused`()
        async throws
    {
        #expect(try await planner().application(exported("http", "oldest")) == nil)
        for (type, whence, says) in [
            ("kodo", "oldest", "E18303: type cannot become 'kodo': leave it 'http'"),
            ("http", "newest", "E18303: whence cannot become 'newest': leave it 'oldest'"),
        ] {
            let failure = try await #require(throws: CommandFailure.self) {
                try await planner().application(exported(type, whence))
            }
            #expect(failure.lines[0].hasPrefix(says), "\(failure.lines)")
        }
    }

    private static let fixed: [(ResourceID, JSONValue, says: String?)] = [
        (.repos, ["name": "web", "region": "nb"], nil),
        (.repos, ["name": "web", "region": "z1"], "region cannot become 'z1': leave it 'nb'"),
        (.repos, ["name": "web", "workflow": "w"], "workflow cannot become 'w': leave it out"),
        (.repos, ["name": "web", "group": "g"], "group cannot become 'g': leave it out"),
        (.dataSources, ["name": "files", "region": "nb", "type": "Kodo"], nil),
        (.dataSources, ["name": "files", "type": "hdfs"], "type cannot become 'hdfs'"),
        (.dataSources, ["name": "files", "region": "z1"], "region cannot become 'z1'"),
        (.dataSources, ["name": "files", "workflow": "w"], "workflow cannot become 'w'"),
        (
            .transforms,
            [
                "in": "web", "name": "count", "to": "pv", "whence": "newest",
                "destrepo": [["key": "n", "valtype": "long", "required": false]],
            ], nil
        ),
        (.transforms, ["in": "web", "name": "count", "to": "x"], "to cannot become 'x'"),
        (
            .transforms, ["in": "web", "name": "count", "whence": "oldest"],
            "whence cannot become 'oldest': leave it 'newest'"
        ),
        (
            .transforms,
            ["in": "web", "name": "count", "destrepo": [["key": "m", "valtype": "long"]]],
            "destrepo cannot become another one"
        ),
    ]

    @Test(arguments: fixed.indices)
    func `a change of what no call changes is refused, with what to do`(_ index: Int) async throws {
        let (kind, members, says) = Self.fixed[index]
        let document = try ChangeDocument(members, kind: Samples.kind(kind))
        guard let says else {
            #expect(try await planner().application(document) == nil)
            return
        }
        let failure = try await #require(throws: CommandFailure.self) {
            try await planner().application(document)
        }
        #expect(failure.lines[0].contains(says), "\(failure.lines)")
        #expect(failure.lines[0].contains("delete the item and create it again"))
        #expect(failure.reason == .refused)
        #expect(service.requests.allSatisfy { $0.hasPrefix("GET ") })
    }

    @Test func `planning changes nothing`() async throws {
        _ = try await planner().application(
            document(["name": "lastWeek", "type": "time", "value": "$(now)-8d"])
        )
        #expect(service.requests.allSatisfy { $0.hasPrefix("GET ") })
    }

    @Test func `kinds without documents say which have them`() async throws {
        let plugin = try ChangeDocument(["name": "x"], kind: Samples.kind(.plugins))
        let failure = try await #require(throws: CommandFailure.self) {
            try await planner().creation(plugin)
        }
        #expect(failure.lines[0].contains("these are: repos"))
    }
}

/// Secrets that a service does not tell.
@Suite struct HiddenSecretTests {
    @Test(
        arguments: [
            (#"{"spec": {"password": "****"}}"#, ["spec.password"]),
            (#"{"spec": {"list": [{"accessKey": "••••1a2b"}]}}"#, ["spec.list[0].accessKey"]),
            (#"{"spec": {"uri": "mysql://me:****@host:1/db"}}"#, ["spec.uri"]),
            (#"{"spec": {"uri": "http://a/in?token=***&a=1"}}"#, ["spec.uri"]),
            (#"{"password": "a**", "code": "SELECT ****", "uri": "http://a/b?b=***"}"#, []),
        ] as [(String, [String])]
    )
    func `a mask is told from a secret`(_ text: String, _ places: [String]) throws {
        let value = try JSONCoding.decode(JSONValue.self, from: Data(text.utf8))
        #expect(SecretMask.hiddenPlaces(in: value) == places)
    }

    @Test func `a dump names what is hidden, and a mask is not sent as the secret`() async throws {
        let hidden = Export(
            name: "out",
            type: .report,
            spec: .object(["user": .string("u"), "password": .string("****")])
        )
        let service = FakeService { call throws(APIError) in
            switch call {
            case is ListRepos:
                return ListRepos.Output(repos: [RepoSummary(name: "web", region: "nb")])
            case is ListExports: return ListExports.Output(exports: [hidden])
            case is GetExport: return hidden
            default: throw APIError(.notImplemented, "no answer")
            }
        }
        let dump = AccountDump(api: service, related: RelatedLists(api: service))
        let documents = try await dump.documents(of: AccountDump.Choice(["exports"]))
        let document = try #require(documents.first)
        #expect(document.path == "exports/web/out.yaml")
        #expect(document.text.hasPrefix("# the service hides 'spec.password'"))
        let planner = DocumentPlanner(api: service)
        #expect(try await planner.application(document.document) == nil)
        await #expect(throws: CommandFailure.self) {
            try await planner.creation(document.document)
        }
    }
}
