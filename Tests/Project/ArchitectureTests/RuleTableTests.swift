import Foundation
import ProjectFiles
import Testing

/// The table of rules in the documentation of the local service, and the tests it names.
@Suite struct RuleTableTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: ProjectFiles.root.appending(path: path), encoding: .utf8)
    }

    /// The rules with what is named in the column of their tests.
    private static func rules() throws -> [(rule: String, tests: [String])] {
        let document = try text("Documentation/local-service.md")
        let start = try #require(document.range(of: "\n## Rules and their tests\n"))
        let section = document[start.upperBound...]
        let end = section.range(of: "\n## ")?.lowerBound ?? section.endIndex
        return section[..<end].split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard line.hasPrefix("|"), cells.count >= 3, cells[0] != "rule",
                !cells[0].hasPrefix("---")
            else { return nil }
            return (cells[0], names(in: cells[2]))
        }
    }

    /// The texts between backticks.
    private static func names(in text: String) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    /// All test sources, with what they name.
    private static func sources() throws -> [String] {
        let root = ProjectFiles.root.appending(path: "Tests")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return try paths.filter { $0.hasSuffix(".swift") }.map {
            try String(contentsOf: root.appending(path: $0), encoding: .utf8)
        }
    }

    @Test func `every test that a rule names exists, and every rule names one`() throws {
        let sources = try Self.sources()
        let makefile = try Self.text("Makefile")
        let rules = try Self.rules()
        #expect(rules.count > 60)
        for (rule, names) in rules {
            #expect(!names.isEmpty, "the rule '\(rule)' names no test")
            for name in names where !sources.contains(where: { $0.contains("`\(name)`(") }) {
                let isTarget =
                    name.hasPrefix("make ") && makefile.contains("\n\(name.dropFirst(5)):")
                let member = name.split(separator: ".")
                let isList =
                    member.count == 2
                    && sources.contains {
                        $0.contains("\(member[0])") && $0.contains("static let \(member[1]):")
                    }
                #expect(isTarget || isList, "no test `\(name)`, of the rule '\(rule)'")
            }
        }
    }
}
