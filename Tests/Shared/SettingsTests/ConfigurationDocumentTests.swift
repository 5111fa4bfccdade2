import Foundation
import ProjectFiles
import Settings
import Testing

/// The documents of the configuration are made of what its reader goes by.
@Suite struct ConfigurationDocumentTests {
    private static let update: Comment =
        "run: UPDATE_DOCUMENTS=1 swift test --filter ConfigurationDocumentTests"

    @Test func `the man page is made of the keys that are read`() throws {
        let manual = ConfigurationDocuments.manual(of: ConfigFile.tables)
        #expect(try Self.document("pandora-config.5") { _ in manual } == manual, Self.update)
    }

    @Test func `the document's table is made of the keys that are read`() throws {
        let table = ConfigurationDocuments.markdown(of: ConfigFile.tables)
        let (begin, end) = ("<!-- settings:begin -->\n", "\n<!-- settings:end -->")
        let text = try Self.document("configuration.md") { text in
            guard let start = text.firstRange(of: begin), let stop = text.firstRange(of: end) else {
                return text
            }
            return text[..<start.upperBound] + table + text[stop.lowerBound...]
        }
        let start = try #require(text.firstRange(of: begin)).upperBound
        let stop = try #require(text.firstRange(of: end)).lowerBound
        #expect(text[start..<stop] == table, Self.update)
    }

    /// What a mapping must have beside the key in question.
    private static let needed = [
        "profiles.NAME": ["endpoint": "'http://a'"],
        "commands.NAME": ["kinds": "jobs", "run": "less"],
        "views.NAME": ["kind": "jobs"],
    ]

    static let keys = ConfigFile.tables.flatMap { table in table.keys.map { (table.place, $0.name) }
    }

    @Test(arguments: keys) func `every key of the documents is read`(
        _ place: String,
        _ key: String
    ) throws {
        var members = Self.needed[place] ?? [:]
        members[key] = "[[a]]"
        let body = "{" + members.map { "\($0): \($1)" }.sorted().joined(separator: ", ") + "}"
        let name = place.split(separator: ".").first.map(String.init)
        let text = name.map { "\($0): {NAME: \(body)}" } ?? body
        let path = place.isEmpty ? key : "\(place).\(key)"
        let error = #expect(throws: SettingsError.self) {
            try ConfigFile(text: text, path: "/c/config.yaml")
        }
        #expect(error?.description.contains(path) == true)
        #expect(error?.description.contains("unknown") == false)
    }

    @Test(arguments: ConfigFile.tables)
    func `a key of no document is refused`(_ table: SettingTable) throws {
        let name = table.place.split(separator: ".").first
        let body = name.map { "\($0): {NAME: {nothing: 1}}" } ?? "nothing: 1"
        let error = #expect(throws: SettingsError.self) {
            try ConfigFile(text: body, path: "/c/config.yaml")
        }
        #expect(error?.description.contains("nothing in '/c/config.yaml': is unknown") == true)
    }

    /// The text of a document; where documents are written anew, what `change` makes of it.
    private static func document(
        _ name: String,
        _ change: (String) -> String
    ) throws -> String {
        let path = ProjectFiles.root.appending(path: "Documentation/" + name)
        let isUpdate = ProcessInfo.processInfo.environment["UPDATE_DOCUMENTS"] != nil
        guard isUpdate else { return try String(contentsOf: path, encoding: .utf8) }
        let text = change((try? String(contentsOf: path, encoding: .utf8)) ?? "")
        try Data(text.utf8).write(to: path)
        return text
    }
}
