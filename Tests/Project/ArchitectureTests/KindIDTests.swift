import Console
import Foundation
import Testing

/// A kind is named by a constant beside its declaration; elsewhere code asks the kind for its traits.
@Suite struct KindIDTests {
    private static let declarations = [
        "Sources/Console/Console/Kinds/Declarations", "Sources/Console/Console/Kinds/Screens",
    ]

    /// Literals that read like an id and mean something else: a command, a tree's node, a key's name, a field,
    /// a repo.
    private static let others: [String: Set<String>] = [
        "Sources/Console/pandora/Subcommands/Look/RunsCommand.swift": ["runs"],
        "Sources/Console/pandora/Subcommands/Look/ReportCommand.swift": ["report"],
        "Sources/Console/Console/Overview/HoursLine.swift": ["runs"],
        "Sources/Console/Console/Keys/Keymap.swift": ["night", "overview", "requests"],
        "Sources/Console/Demo/DemoPipeline+Streams.swift": ["requests"],
        "Sources/Console/Commands/Points/SchemaInference.swift": ["points"],
    ]

    @Test func `no literal of a kind's id stands outside the declarations`() throws {
        let ids = ResourceCatalogue.all.map(\.id.description)
        for (path, text) in try sources(in: "Sources/Console") {
            let allowed = Self.others[path] ?? []
            let found = ids.filter { text.contains("\"\($0)\"") && !allowed.contains($0) }
            #expect(found.isEmpty, "\(path) writes the ids \(found)")
        }
    }

    @Test func `an id is made in the declarations, from a word of its own`() throws {
        for (path, text) in try sources(in: "Sources/Console") {
            #expect(!text.contains("ResourceID(\""), "\(path) makes an id")
        }
        let ids = ResourceCatalogue.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(try constants().count == ids.count)
    }

    @Test func `what commands decide names no kind`() throws {
        let names = try constants().joined(separator: "|")
        let use = try Regex(#"(^|[\s(\[,:!.])(ResourceID)?\.(\#(names))\b(?!\()"#)
            .anchorsMatchLineEndings()
        for (path, text) in try sources(in: "Sources/Console/Commands") {
            let found = text.matches(of: use).map { String(text[$0.range]) }
            #expect(found.isEmpty, "\(path) names \(found)")
        }
    }

    /// The product's files besides the declarations of kinds and the translations of their titles.
    private func sources(in folder: String) throws -> [(path: String, text: String)] {
        try SourceTree.swiftFiles(in: folder).filter { path, _ in
            !Self.declarations.contains { path.hasPrefix($0 + "/") }
                && !path.contains("/Localization/")
        }
    }

    /// The names of the constants that are ids.
    private func constants() throws -> [String] {
        try Self.declarations.flatMap(SourceTree.swiftFiles).flatMap { _, text in
            text.matches(of: /static let (\w+) = ResourceID\("/).map { String($0.1) }
        }
    }
}
