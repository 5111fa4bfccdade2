import FoundationEssentials
import Testing

@testable import PipelineAPI

@Suite struct ContractTypeTests {
    @Test(arguments: ["a", "_", "A9_", String(repeating: "x", count: 128)])
    func `a name of the documents' rule is taken`(_ text: String) throws {
        #expect(try RepoName(text).description == text)
    }

    @Test(arguments: ["", "9a", "a-b", "a b", "日志", "a/b", String(repeating: "x", count: 129)])
    func `any other name is refused with the kind's own code`(_ text: String) {
        #expect(throws: APIError.self) { try RepoName(text) }
        #expect(code { () throws(APIError) in _ = try RepoName(text) } == .invalidRepoName)
        #expect(code { () throws(APIError) in _ = try JobName(text) } == .invalidJobName)
    }

    @Test(arguments: [
        ([SchemaField](), ErrorCode.emptySchema),
        ([SchemaField("9", .string)], .invalidFieldName),
        ([SchemaField("a", ValueType(rawValue: "blob"))], .unsupportedFieldType),
        ([SchemaField("a", .array)], .unsupportedFieldType),
        ([SchemaField("a", .array, elemtype: .date)], .unsupportedFieldType),
        ([SchemaField("a", .long), SchemaField("a", .long)], .invalidDate),
    ])
    func `a schema that breaks a rule is refused`(_ fields: [SchemaField], _ expected: ErrorCode) {
        #expect(code { () throws(APIError) in _ = try Schema(fields) } == expected)
    }

    @Test func `a map nests five levels and no deeper`() throws {
        func nested(_ depth: Int) -> SchemaField {
            (1...depth).reduce(SchemaField("leaf", .long)) { inner, level in
                SchemaField("m\(level)", .map, schema: [inner])
            }
        }
        _ = try Schema([nested(5)])
        #expect(code { () throws(APIError) in _ = try Schema([nested(6)]) } == .invalidSchema)
    }

    @Test(arguments: [
        (RunStatus.ready, false, false), (.running, true, false), (.successful, false, true),
        (.failed, false, true), (.canceled, false, true), (.restarting, false, false),
        (.cancelling, false, false), (RunStatus(rawValue: "Lost"), false, false),
    ])
    func `a status allows what the batch document says`(
        _ status: RunStatus,
        _ canStop: Bool,
        _ canRerun: Bool
    ) {
        #expect((status.stopRefusal == nil) == canStop)
        #expect((status.rerunRefusal == nil) == canRerun)
    }

    @Test(arguments: [(#""7""#, RunReference.Form.text), ("7", .number)])
    func `a run id is read as text and as a number`(
        _ json: String,
        _ form: RunReference.Form
    ) throws {
        let reference = try JSONCoding.decode(RunReference.self, from: Data(json.utf8))
        #expect(reference == RunReference(7, as: form))
        #expect(String(decoding: try JSONCoding.encode(reference), as: UTF8.self) == json)
    }

    @Test func `a stop in text has an alternative in numbers, and that one has none`() throws {
        let call = StopBatch(job: try JobName("a"), runId: 3)
        let other = try #require(call.alternative)
        #expect(other.body.runId.form == .number)
        #expect(other.alternative == nil)
    }

    @Test func `unknown, null and missing members do not matter`() throws {
        let json = #"{"repos":[{"name":"a","region":"nb","derivedFrom":null,"shiny":{"x":1}}]}"#
        let read = try JSONCoding.decode(ListRepos.Output.self, from: Data(json.utf8))
        #expect(read.repos.map(\.name) == ["a"])
    }

    @Test func `an unknown type in an answer is kept`() throws {
        let json = #"{"region":"nb","schema":[{"key":"a","valtype":"blob"}]}"#
        let repo = try JSONCoding.decode(Repo.self, from: Data(json.utf8))
        #expect(repo.schema.first?.valtype.rawValue == "blob")
    }

    @Test(arguments: [
        "2026-11-21T03:04:05Z", "2026-11-21T03:04:05.123456789+08:00", "2026-11-21T03:04:05.5Z",
    ])
    func `a time with fractions and offsets is read`(_ text: String) {
        #expect(Timestamp(text: text).date != nil)
    }

    @Test func `a text that is no time is kept as it is`() {
        #expect(Timestamp(text: "昨天").text == "昨天")
        #expect(Timestamp(text: "昨天").date == nil)
    }

    @Test func `an empty query item counts as absent`() throws {
        let call = try PostPoints(
            path: ["repo": "a"],
            query: [QueryItem("tags", "")],
            body: RawBody(Data("x=1".utf8), headers: [:])
        )
        #expect(call.tags == nil)
    }

    @Test(arguments: ["a b", "名字", "100%", "a/b?c=d&e", "plain"])
    func `percent coding is undone by itself`(_ text: String) {
        #expect(PercentCoding.decode(PercentCoding.encode(text)) == text)
    }

    private func code(_ body: () throws(APIError) -> Void) -> ErrorCode? {
        do throws(APIError) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }
}
