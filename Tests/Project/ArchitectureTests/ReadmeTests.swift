import Console
import Testing

@Suite struct ReadmeTests {
    @Test func `the README's key table is the program's`() throws {
        let readme = try SourceTree.text(of: "README.md")
        let start = try #require(readme.firstRange(of: "<!-- keys:begin -->\n")).upperBound
        let end = try #require(readme.firstRange(of: "\n<!-- keys:end -->")).lowerBound
        try #require(start <= end)
        #expect(readme[start..<end] == Keymap.standard.markdown)
    }
}
