import Console
import Foundation
import Settings
import Testing

@testable import pandora

/// The help of what commands have in common.
@Suite struct HelpTopicTests {
    @Test func `every topic is printed, and its lines fit a terminal`() async throws {
        try await CommandFixture.with { world in
            for topic in HelpTopic.all {
                let help = try await world.pandora("help", topic.name)
                #expect(help.code == 0 && help.lines.count > 4, "\(topic.name): \(help.errors)")
                #expect(help.output == topic.text + "\n")
                #expect(help.lines.allSatisfy { $0.count <= 120 }, "\(help.output)")
            }
            #expect(try await world.pandora("help", "get").output.contains("USAGE: pandora get"))
            let unknown = try await world.pandora("help", "filter")
            #expect(unknown.code == 64)
            #expect(unknown.errors.contains("did you mean 'filters'?"), "\(unknown.errors)")
        }
    }

    @Test func `the forms of filters that the help names are understood`() {
        for (form, _) in FilterQuery.forms {
            let query = FilterQuery(form, now: Date())
            #expect(query.problem == nil && query.incomplete == nil, "\(form)")
        }
    }

    @Test func `the help has every setting that the file may have`() throws {
        let known = ConfigFile.tables[0].keys.map(\.name)
        let text = known.filter { $0 != "profile" }.map { "\($0):\n" }.joined()
        #expect(throws: Never.self) { try ConfigFile(text: text, path: "config.yaml") }
        #expect(throws: SettingsError.self) { try ConfigFile(text: "other: 1\n", path: "c") }
    }
}
