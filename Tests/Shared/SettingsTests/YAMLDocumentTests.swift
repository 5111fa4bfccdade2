import FoundationEssentials
import Settings
import Testing

@Suite struct YAMLDocumentTests {
    private func json(_ yaml: String) throws -> String {
        String(decoding: try YAMLDocument.json(from: yaml), as: UTF8.self)
    }

    @Test(arguments: [
        ("a: 1", #"{"a":1}"#), ("a: 1.5", #"{"a":1.5}"#), ("a: true", #"{"a":true}"#),
        ("a:", #"{"a":null}"#), ("a: ~", #"{"a":null}"#), ("a: 1h", #"{"a":"1h"}"#),
        ("a: \"1\"", #"{"a":"1"}"#), ("a: 'true'", #"{"a":"true"}"#), ("a: yes", #"{"a":"yes"}"#),
        ("a: 2026-01-01", #"{"a":"2026-01-01"}"#), ("a: $(now)-1d", #"{"a":"$(now)-1d"}"#),
        ("a: nan", #"{"a":"nan"}"#), ("a: [x, 2]", #"{"a":["x",2]}"#),
        ("a: |\n  one\n  two\n", #"{"a":"one\ntwo\n"}"#), ("# only a comment", "null"),
        ("a: \"#field\"", ##"{"a":"#field"}"##),
    ])
    func `a document means what somebody who wrote it would say`(
        _ yaml: String,
        _ expected: String
    ) throws {
        #expect(try json(yaml) == expected)
    }

    @Test func `a mistake is told with its place`() {
        #expect {
            try json("a: [1\nb: 2")
        } throws: { error in
            let words = (error as? SettingsError)?.description ?? ""
            return words.contains("no YAML") && !words.contains("\n")
        }
    }
}
