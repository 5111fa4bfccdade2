import Screen
import Testing

@testable import Console

@Suite struct SQLLinesTests {
    /// The pieces of one style, a `/` between lines.
    private static func pieces(_ style: Style, of sql: String) -> String {
        SQLLines.lines(of: sql).map { line in
            line.spans.filter { $0.style == style }.map(\.text).joined(separator: " ")
        }.joined(separator: " / ")
    }

    @Test func `keywords, numbers and variables are marked`() {
        let sql = "select count(1.5) AS n2 from t where d = '$(x)' and y=$(year)"
        #expect(Self.pieces(.sqlKeyword, of: sql) == "select AS from where and")
        #expect(Self.pieces(.sqlNumber, of: sql) == "1.5")
        #expect(Self.pieces(.variable, of: sql) == "$(year)")
        #expect(Self.pieces(.sqlString, of: sql) == "'$(x)'")
    }

    @Test func `texts and comments go on over lines and hide what is in them`() {
        let sql = "a 'it''s -- no\ncomment' /* 'no\ntext' */ -- from\nFROM"
        #expect(Self.pieces(.sqlString, of: sql) == "'it' 's -- no / comment' /  / ")
        #expect(Self.pieces(.sqlComment, of: sql) == " / /* 'no / text' */ -- from / ")
        #expect(Self.pieces(.sqlKeyword, of: sql) == " /  /  / FROM")
    }

    @Test func `quoted names are no keywords and no comments`() {
        let sql = "SELECT \"from -- x\", `group` FROM t"
        #expect(Self.pieces(.sqlKeyword, of: sql) == "SELECT FROM")
        #expect(Self.pieces(.sqlComment, of: sql) == "")
    }

    @Test(arguments: [
        "", "'", "/*", "*/", "$(", "$", "-", "--", "/", "\"`'", "((a-b)/c)--x", "每 '小\n时' /*\n",
        "a\u{301}'\u{301}b'", "\n\n", "1.2.3e4", "/*/ x */ y", "'a\r\nb'",
    ])
    func `whatever the text is, it is shown whole`(_ sql: String) {
        let text = SQLLines.lines(of: sql).map { $0.spans.map(\.text).joined() }
        #expect(text.joined(separator: "\n") == (sql.isEmpty ? "no SQL" : sql))
    }
}
