import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct NameTests {
    @Test(arguments: [
        ("", "it is empty"),
        ("9a", "start it with a letter or '_'"),
        ("a-b", "use letters, digits and '_' only"),
        ("仓库", "start it with a letter or '_'"),
        ("a库", "use letters, digits and '_' only"),
        ("../etc", "start it with a letter or '_'"),
        ("a\u{1b}[2J", "use letters, digits and '_' only"),
        (String(repeating: "a", count: 129), "use at most 128 characters"),
    ])
    func `anything else is refused with what to do`(_ text: String, _ remedy: String) {
        let error = #expect(throws: APIError.self) { try JobName(text) }
        #expect(error?.code == .invalidJobName)
        #expect(error?.message == "'\(text)' is not a job name: \(remedy)")
    }

    @Test func `each kind of name is refused with its own code`() {
        func code<Kind>(_ kind: Name<Kind>.Type) -> ErrorCode? {
            #expect(throws: APIError.self) { try Name<Kind>("") }?.code
        }
        #expect(code(RepoName.self) == .invalidRepoName)
        #expect(code(TransformName.self) == .invalidTransform)
        #expect(code(ExportName.self) == .invalidExport)
        #expect(code(DataSourceName.self) == .invalidDataSourceName)
        #expect(code(JobName.self) == .invalidJobName)
        #expect(code(JobExportName.self) == .invalidJobExportName)
        #expect(code(VariableName.self) == .invalidVariableName)
        #expect(code(PluginName.self) == .invalidPluginName)
    }

    @Test(arguments: ["com.example.Parser", "ab", "a_", String(repeating: "a", count: 129)])
    func `a plugin's name is a class's`(_ text: String) throws {
        #expect(try PluginName(text).description == text)
    }

    @Test(arguments: ["", "a", "_a", "9a", "a.", "a/b", String(repeating: "a", count: 130)])
    func `a text that names no class is no plugin's name`(_ text: String) {
        #expect(throws: APIError.self) { try PluginName(text) }
    }

    @Test func `a name in a document is checked like any other`() {
        let text = #"{"jobName": "9", "runId": "1"}"#
        let error = #expect(throws: APIError.self) {
            try JSONCoding.decode(BatchActionBody.self, from: Data(text.utf8))
        }
        #expect(error?.code == .invalidJobName)
    }
}
