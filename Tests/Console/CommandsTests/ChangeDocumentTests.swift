import Console
import PipelineAPI
import Testing

@testable import Commands

@Suite struct ChangeDocumentTests {
    @Test func `a document says what it is and where, the command line what it does not say`()
        throws
    {
        let document = try ChangeDocument(["kind": "exports", "name": "x"], in: "web")
        #expect(document.kind.id == .exports)
        #expect(document.scope == .repo("web"))
        #expect(document.value == ["name": "x"])
        let inside = try ChangeDocument(
            ["kind": "export", "in": "log", "name": "x", "type": "http"],
            in: "web"
        )
        #expect(inside.address == ResourceAddress(.exports, .repo("log"), "x"))
        #expect(inside.value == ["name": "x", "type": "http"])
    }

    private static let unfit: [(JSONValue, String)] = [
        ([], "no document"),
        (["name": "x"], "no 'kind'"),
        (["kind": "jobs"], "no 'name'"),
        (["kind": "job", "name": ""], "no 'name'"),
        (["kind": "exports", "name": "x"], "--in REPO"),
        (["kind": "jobs", "in": "web", "name": "x"], "leave out"),
        (["kind": "jbos2", "name": "x"], "is no kind"),
    ]

    @Test(arguments: unfit)
    func `what a document lacks is said`(_ value: JSONValue, _ text: String) throws {
        let failure = try #require(throws: CommandFailure.self) { try ChangeDocument(value) }
        #expect(failure.reason == .usage)
        #expect(failure.lines[0].contains(text))
    }

    @Test func `a document of another kind than the command's is refused`() throws {
        let failure = try #require(throws: CommandFailure.self) {
            try ChangeDocument(["kind": "jobs", "name": "x"], kind: Samples.kind(.repos))
        }
        #expect(failure.lines[0].contains("'kind: jobs'"))
    }
}
