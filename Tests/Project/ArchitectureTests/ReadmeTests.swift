import Console
import Foundation
import ProjectFiles
import Testing

@Suite struct ReadmeTests {
    private static let readmes = ["README.md", "README.zh-CN.md"]
    private static let documents =
        readmes + ["ARCHITECTURE.md", "CONTRIBUTING.md"]
        + [
            "commands", "configuration", "console", "local-service", "performance", "polling",
            "reliability",
            "scale", "stores",
        ]
        .map { "Documentation/\($0).md" }

    @Test func `the documents' key table is the program's`() throws {
        let document = try SourceTree.text(of: "Documentation/console.md")
        let start = try #require(document.firstRange(of: "<!-- keys:begin -->\n")).upperBound
        let end = try #require(document.firstRange(of: "\n<!-- keys:end -->")).lowerBound
        try #require(start <= end)
        #expect(document[start..<end] == Keymap.standard.markdown)
    }

    @Test(arguments: readmes) func `a README is read in one sitting, its picture first`(
        _ name: String
    )
        throws
    {
        let text = try SourceTree.text(of: name)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
        #expect(text.hasPrefix("!["))
    }

    @Test(arguments: documents) func `every link within the project leads somewhere`(
        _ name: String
    )
        throws
    {
        let folder = ProjectFiles.root.appending(path: name).deletingLastPathComponent()
        for link in try SourceTree.text(of: name).matches(of: #/\]\(([^)#]+)(#[^)]*)?\)/#).map(\.1)
        where !link.contains("://") {
            let target = folder.appending(path: String(link)).standardizedFileURL
            #expect(FileManager.default.fileExists(atPath: target.path), "\(name): \(link)")
        }
    }

    @Test func `what the README says others do not do has a test beside it`() throws {
        let rows = try SourceTree.text(of: "README.md").split(separator: "\n")
            .filter { $0.hasPrefix("| ● |") }
        #expect(rows.count >= 10)
        for row in rows { #expect(row.contains("(Tests/"), "\(row)") }
    }
}
