import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct JSONTests {
    private func decode<T: Decodable>(_ type: T.Type, _ text: String) throws(APIError) -> T {
        try JSONCoding.decode(type, from: Data(text.utf8))
    }

    @Test func `unknown and null keys are nothing to complain of`() throws {
        let body = try decode(
            CreateRepo.Body.self,
            """
            {"RepoName": "a", "region": "nb", "schema": [{"key": "f", "valtype": "long",
             "required": false, "description": null, "new": [1, {"x": null}]}], "options": null,
             "group": "", "workflow": "", "ruleNames": null, "description": null}
            """
        )
        #expect(body.region == "nb")
        #expect(body.options == nil)
        #expect(body.group == "")
    }

    @Test func `a word we do not know is kept`() throws {
        let run = try decode(
            Run.self,
            #"{"runId": 1, "batchTime": "x", "status": "Paused", "message": null}"#
        )
        #expect(run.status.rawValue == "Paused")
        #expect(!run.status.isKnown)
        #expect(run.batchTime.text == "x")
        #expect(run.batchTime.date == nil)
    }

    @Test(arguments: ["DataSource", "datasource", "DATASOURCE"])
    func `some words are compared without case`(_ word: String) throws {
        let source = try decode(
            JobSource.self,
            #"{"name": "a", "type": "\#(word)", "tableName": "t", "fileFilter": ""}"#
        )
        #expect(source.type == .dataSource)
    }

    @Test(arguments: [
        (#"{"total": 1}"#, "'history' is missing: give it a value"),
        (#"{"total": "1", "history": []}"#, "'total' has the wrong type: give a whole number"),
        (
            #"{"total": 1, "history": [{"runId": 1, "batchTime": "", "status": null}]}"#,
            "'history.0.status' is null: give it a value"
        ),
        (#"{"total": 1, "history": 5}"#, "'history' has the wrong type: give a list"),
        (
            #"{"total": 1, "history": [{"runId": 1, "batchTime": 7, "status": "Ready"}]}"#,
            "'history.0.batchTime' has the wrong type: give a text"
        ),
        ("[]", "the body has the wrong type: give an object"),
        ("", "the body is not valid JSON: send a JSON document"),
        ("<html>", "the body is not valid JSON: send a JSON document"),
    ])
    func `a document that cannot be read is refused by the place`(
        _ text: String,
        _ message: String
    ) {
        let error = #expect(throws: APIError.self) { try decode(ListRuns.Output.self, text) }
        #expect(error == APIError(.malformedBody, message))
    }

    @Test func `no answer but success is read from any body`() throws {
        for text in ["{}", #"{"a": 1}"#, "[]", "null", "7"] {
            #expect(try decode(Nothing.self, text) == Nothing())
        }
        #expect(try JSONCoding.encode(Nothing()) == Data("{}".utf8))
    }

    @Test(arguments: [
        "null", "true", "0", "-9007199254740993", "1.5", #""a\n\u0001""#, "[]", "{}",
        #"{"a":[1,{"b":null}],"c":false}"#,
    ])
    func `any JSON value comes back as it was`(_ text: String) throws {
        let value = try decode(JSONValue.self, text)
        #expect(
            try decode(JSONValue.self, String(decoding: JSONCoding.encode(value), as: UTF8.self))
                == value
        )
    }

    @Test func `zero and one are numbers, not truth values`() throws {
        #expect(try decode(JSONValue.self, "[0, 1, true]") == [0, 1, true])
        #expect(try decode(JSONValue.self, "1") != true)
    }

    @Test func `equal values are equal bytes`() throws {
        let value: JSONValue = ["b": 1, "a": "x/y"]
        #expect(try JSONCoding.encode(value) == Data(#"{"a":"x/y","b":1}"#.utf8))
    }

    @Test func `a number that JSON cannot write is refused before it is sent`() throws {
        let call = UpdateExport(
            repo: try RepoName("r"),
            export: try ExportName("e"),
            body: SpecBody(spec: ["a": .number(.infinity)])
        )
        let error = #expect(throws: APIError.self) { try call.wireRequest() }
        #expect(error?.code == .malformedBody)
    }
}
