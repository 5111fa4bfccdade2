import Screen
import Testing

@testable import Console

@Suite struct TextSearchTests {
    private static let lines = [
        DetailLine([Span("SELECT ", .sqlKeyword), Span("count(*) AS Count")]),
        DetailLine("磁盘已满: no space left"),
        DetailLine(""),
        DetailLine("FROM space_log", .strong),
    ]

    private static func places(_ query: String, in lines: [DetailLine] = lines) -> [String] {
        TextSearch(query, in: lines).matches.map {
            "\($0.line):\($0.columns.lowerBound)-\($0.columns.upperBound)"
        }
    }

    @Test(arguments: [
        ("count", ["0:7-12", "0:19-24"]), ("Count", ["0:19-24"]), ("t c", ["0:5-8"]),
        ("space", ["1:13-18", "3:5-10"]), ("已满", ["1:4-8"]), ("满: N", []), ("满: n", ["1:6-11"]),
        ("", []), ("nowhere", []), ("*", ["0:13-14"]),
    ])
    func `a text is found across spans, by the cells it takes`(_ query: String, _ found: [String]) {
        #expect(Self.places(query) == found)
    }

    @Test(arguments: [
        ("~^from", ["3:0-4"]), ("~co..t", ["0:7-12", "0:19-24"]), ("~Co..t", ["0:19-24"]),
        ("~[\\S]_", ["3:9-11"]), ("~盘|满", ["1:2-4", "1:6-8"]), ("~x*", []), ("~", []),
    ])
    func `after ~ it is a regular expression`(_ query: String, _ found: [String]) {
        #expect(Self.places(query) == found)
    }

    @Test func `what is no regular expression says so and finds nothing`() {
        let search = TextSearch("~a(b", in: Self.lines)
        #expect(search.matches.isEmpty)
        #expect(
            search.problem == "'a(b' is not a regular expression: close its brackets, or search "
                + "without '~'"
        )
        #expect(TextSearch("a(b", in: Self.lines).problem == nil)
    }

    @Test func `matches do not overlap`() {
        #expect(Self.places("aa", in: [DetailLine("aaaaa")]) == ["0:0-2", "0:2-4"])
    }

    @Test func `letters beyond ASCII have two cases as well`() {
        let lines = [DetailLine("ПРИВЕТ, Élan"), DetailLine("plain")]
        #expect(Self.places("привет", in: lines) == ["0:0-6"])
        #expect(Self.places("Привет", in: lines) == [])
        #expect(Self.places("éLAN", in: lines) == [])
        #expect(Self.places("élan", in: lines) == ["0:8-12"])
        #expect(Self.places("ａ", in: [DetailLine("，Ａ")]) == ["0:2-4"])
    }

    @Test func `a match never cuts a grapheme`() {
        #expect(Self.places("e", in: [DetailLine("e\u{301}e")]) == ["0:1-2"])
    }

    @Test(arguments: ["“磁盘”——已满…（100%）、a《b》", "全角Ａ，é；→ ✔ ｶ", "\u{fe0f}x\u{200d}"])
    func `every part of a line is found at its cells`(_ text: String) {
        var column = 0
        for character in text where character.cellWidth > 0 {
            let end = column + character.cellWidth
            let found = Self.places(String(character), in: [DetailLine(text)])
            #expect(found.contains("0:\(column)-\(end)"), "\(character)")
            column = end
        }
    }

    @Test func `what is searched is what is shown`() {
        let lines = [DetailLine("a\u{1b}[2J\u{202e}b")]
        #expect(Self.places("\\x1b[", in: lines) == ["0:1-6"])
        #expect(Self.places("\u{1b}", in: lines) == [])
    }

    @Test func `next and previous go around the ends`() {
        let search = TextSearch("space", in: Self.lines)
        #expect(search.next(afterLine: 0, column: 0) == .init(index: 0, hasWrapped: false))
        #expect(search.next(afterLine: 1, column: 12) == .init(index: 0, hasWrapped: false))
        #expect(search.next(afterLine: 1, column: 13) == .init(index: 1, hasWrapped: false))
        #expect(search.next(afterLine: 3, column: 5) == .init(index: 0, hasWrapped: true))
        #expect(search.previous(beforeLine: 3, column: 5) == .init(index: 0, hasWrapped: false))
        #expect(search.previous(beforeLine: 1, column: 13) == .init(index: 1, hasWrapped: true))
        #expect(TextSearch("none", in: Self.lines).next(afterLine: 0, column: 0) == nil)
        #expect(TextSearch("none", in: Self.lines).previous(beforeLine: 9, column: 0) == nil)
    }

    @Test func `going on finds every match once`() throws {
        let lines = (0..<50).map { DetailLine(String(repeating: "ab ", count: $0 % 4)) }
        let search = TextSearch("ab", in: lines)
        var (line, column) = (-1, 0)
        for index in search.matches.indices {
            let step = try #require(search.next(afterLine: line, column: column))
            #expect(step == .init(index: index, hasWrapped: false))
            line = search.matches[step.index].line
            column = search.matches[step.index].columns.lowerBound
        }
        #expect(search.next(afterLine: line, column: column)?.hasWrapped == true)
    }

    @Test func `the count says which of how many`() {
        let search = TextSearch("count", in: Self.lines)
        #expect(search.count(at: 1) == "2 of 2")
        #expect(search.count(at: nil) == "2 found")
        #expect(TextSearch("none", in: Self.lines).count(at: nil) == "none found")
    }

    @Test func `matches are marked and the other styles stay`() {
        let search = TextSearch("t c", in: Self.lines)
        #expect(
            search.rows(of: Self.lines[0], at: 0, width: 80) == [
                DetailLine([
                    Span("SELEC", .sqlKeyword), Span("T c", .match), Span("ount(*) AS Count"),
                ])
            ]
        )
        #expect(search.rows(of: Self.lines[3], at: 3, width: 80) == [Self.lines[3]])
    }

    @Test func `the chosen match looks selected`() {
        let rows = TextSearch("count", in: Self.lines).rows(
            of: Self.lines[0],
            at: 0,
            width: 80,
            chosen: 1
        )
        let marked = rows.flatMap(\.spans).filter { [.match, .selected].contains($0.style) }
        #expect(marked == [Span("count", .match), Span("Count", .selected)])
    }

    @Test(arguments: 9...40)
    func `marking moves nothing, and marks the match on every row it is on`(_ width: Int) {
        let line = DetailLine(
            [Span("message   ", .muted), Span("the disk\tis 已经满了: no  space left on it")],
            wraps: true
        )
        let plain = LineWrapping.wrap([line], width: width)
        let rows = TextSearch("满了: no  space left", in: [line]).rows(of: line, at: 0, width: width)
        #expect(rows.map(\.shownText) == plain.map(\.shownText))
        let marked = rows.flatMap(\.spans).filter { $0.style == .match }.map(\.text).joined()
        #expect(marked.filter { $0 != " " } == "满了:nospaceleft")
    }
}
