import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct SchemaDifferenceTests {
    private static let declared = [
        SchemaField("time", .date, required: true),
        SchemaField("size", .long),
        SchemaField("tags", .array, elemtype: .string),
        SchemaField(
            "buyer",
            .map,
            schema: [SchemaField("name", .string), SchemaField("age", .long)]
        ),
        SchemaField("extra", .map, schema: [SchemaField("x", .string)]),
    ]
    private static let inferred = [
        SchemaField("zone", .string),
        SchemaField(
            "buyer",
            .map,
            schema: [SchemaField("city", .string), SchemaField("age", .float)]
        ),
        SchemaField("area", .map, schema: [SchemaField("y", .string)]),
        SchemaField("tags", .array, elemtype: .long),
        SchemaField("size", .long),
        SchemaField("time", .date),
    ]

    @Test func `fields are compared by path, in the declared order`() {
        let difference = SchemaDifference(declared: Self.declared, inferred: Self.inferred)
        #expect(
            difference.lines(glyphs: .unicode).map(\.shownText) == [
                "2 differ, 3 only in the files, 2 only declared",
                "",
                "= same              time        date",
                "= same              size        long",
                "~ differs           tags        array[string] → array[long]",
                "= same              buyer       map",
                "− only declared     buyer.name  string",
                "~ differs           buyer.age   long → float",
                "+ only in the files buyer.city  string",
                "− only declared     extra       map",
                "+ only in the files zone        string",
                "+ only in the files area        map",
            ]
        )
    }

    @Test func `what each finding means is seen without colour, and in colour`() {
        let lines = SchemaDifference(declared: Self.declared, inferred: Self.inferred)
            .lines(glyphs: .ascii)
        #expect(lines.allSatisfy { $0.shownText.allSatisfy(\.isASCII) })
        let signs = lines.dropFirst(2).compactMap(\.spans.first).map { ($0.text.first, $0.style) }
        let expected: [Character: Style] = [
            "=": .muted, "~": .warning, "-": .failure, "+": .good,
        ]
        #expect(signs.allSatisfy { sign, style in sign.map { expected[$0] } == style })
        #expect(Set(signs.compactMap(\.0)) == Set(expected.keys))
    }

    @Test func `a map against another type is one difference`() {
        let difference = SchemaDifference(
            declared: [SchemaField("a", .map, schema: [SchemaField("b", .long)])],
            inferred: [SchemaField("a", .jsonString)]
        )
        #expect(difference.entries.map(\.finding) == [.changed])
        #expect(difference.summary.english == "1 differs")
    }

    @Test func `equal schemas have no difference`() {
        let same = SchemaDifference(declared: Self.declared, inferred: Self.declared)
        #expect(same.isEmpty && same.summary.english == "all 8 fields are the same")
        let one = [SchemaField("a", .long)]
        #expect(
            SchemaDifference(declared: one, inferred: one).summary.english
                == "the field is the same"
        )
        #expect(
            SchemaDifference(declared: [], inferred: []).summary.english
                == "neither schema has a field"
        )
    }

    @Test func `turned around, what only one side has changes sides`() {
        let there = SchemaDifference(declared: Self.declared, inferred: Self.inferred)
        let back = SchemaDifference(declared: Self.inferred, inferred: Self.declared)
        #expect(there.count(of: .onlyDeclared) == back.count(of: .onlyInferred))
        #expect(there.count(of: .changed) == back.count(of: .changed))
        #expect(Set(there.entries.map(\.path)) == Set(back.entries.map(\.path)))
    }
}
