import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct DataTableTests {
    private static let schema = [
        SchemaField("city", .string), SchemaField("hits", .long), SchemaField("tags", .array),
    ]
    private static let records: [[String: JSONValue]] = [
        ["city": "上海", "hits": 12, "tags": ["a", "b"], "zz": 1.5],
        ["city": "Ürümqi\n", "hits": -7, "tags": ["k": [1, .null], "j": "\""]],
        ["city": .null, "hits": "many", "aa": true],
    ]

    private static func text(
        _ table: DataTable,
        from first: Int = 0,
        width: Int = 80,
        glyphs: Glyphs = .unicode
    ) -> [String] {
        [table.heading(from: first, width: width, glyphs: glyphs)].map(\.shownText)
            + table.lines(0..<99, from: first, width: width, glyphs: glyphs).map(\.shownText)
    }

    @Test func `columns follow the schema, as wide as what they hold`() {
        #expect(
            Self.text(DataTable(Self.records, schema: Self.schema)) == [
                "city      hits  tags                     aa     zz",
                "上海        12  [\"a\",\"b\"]                —     1.5",
                "Ürümqi\\n    -7  {\"j\":\"\\\"\",\"k\":[1,null]}  —       —",
                "—         many  —                        true    —",
            ]
        )
    }

    @Test func `in ASCII what is missing is a hyphen`() {
        let row = Self.text(DataTable([[:]], schema: Self.schema), glyphs: .ascii)
        #expect(row == ["city  hits  tags", "-        -  -   "])
    }

    @Test func `an empty text is no missing value`() {
        let table = DataTable([["a": ""], ["a": .null]], schema: [])
        #expect(Self.text(table) == ["a", " ", "—"])
    }

    @Test func `a wide column is capped, its texts cut`() {
        let table = DataTable(
            [["a": .string(String(repeating: "字", count: 50)), "b": 1]],
            schema: [],
            widest: 10
        )
        #expect(table.columns.map(\.width) == [10, 1])
        #expect(Self.text(table) == ["a           b", "字字字字…   1"])
    }

    @Test func `the view moves by whole columns and ends at its edge`() {
        let table = DataTable(Self.records, schema: Self.schema)
        #expect(Self.text(table, from: 1, width: 12)[1] == "  12  [\"a\",…")
        #expect(Self.text(table, from: 4)[0] == " zz")
        #expect(Self.text(table, from: 9).allSatisfy { $0.isEmpty })
        for first in 0...4 {
            for width in 0...60 {
                for line in Self.text(table, from: first, width: width) {
                    #expect(line.displayWidth <= width)
                }
            }
        }
    }

    @Test(arguments: [
        (80, 5, 0, ""), (30, 3, 3, "columns 1 to 3 of 5"), (3, 1, 4, "column 1 of 5"),
    ])
    func `it says which columns are in sight`(
        _ width: Int,
        _ visible: Int,
        _ last: Int,
        _ position: String
    ) {
        let table = DataTable(Self.records, schema: Self.schema)
        #expect(table.visibleCount(from: 0, width: width) == visible)
        #expect(table.lastFirst(width: width) == last)
        #expect(table.position(from: 0, width: width) == position)
    }

    @Test func `numbers stand to the right under their heading`() {
        let table = DataTable([["n": 1, "m": 5], ["n": 10_000, "m": "x"]], schema: [])
        #expect(table.columns.map(\.isNumeric) == [false, true])
        #expect(Self.text(table) == ["m      n", "5      1", "x  10000"])
    }

    @Test func `only the rows in sight are made`() {
        let table = DataTable(Self.records, schema: Self.schema)
        #expect(table.lines(1..<2, from: 0, width: 80, glyphs: .unicode).count == 1)
        #expect(table.lines(7..<9, from: 0, width: 80, glyphs: .unicode).isEmpty)
        #expect(DataTable([], schema: []).lines(0..<1, from: 0, width: 9, glyphs: .ascii) == [])
    }
}
