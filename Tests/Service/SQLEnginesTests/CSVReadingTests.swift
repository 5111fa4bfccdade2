import FoundationEssentials
import PipelineAPI
import PipelineEngine
import SQLEngines
import Testing

@Suite struct CSVReadingTests {
    private let fixture: EngineFixture

    init() throws { fixture = try EngineFixture() }

    @Test(arguments: [true, false])
    func `a quoted field after 25,000 lines without quotes is read`(_ isDeclared: Bool) async throws
    {
        let plain = String(repeating: "Bob,Co\n", count: 25_000)
        let text = "name,co\n" + plain + "Bob,\"Beth, \"\"Bens\"\". Co.\"\nEve,\"two\nlines\"\n"
        let files = try fixture.files(["a.csv": text], .commas)
        let schema = isDeclared ? [SchemaField("name", .string), SchemaField("co", .string)] : []
        let found = try await fixture.rows(files, schema, sql: "SELECT * FROM t WHERE co <> 'Co'")
        #expect(
            found.lines == [
                #"{"name":"Bob","co":"Beth, \"Bens\". Co."}"#, #"{"name":"Eve","co":"two\nlines"}"#,
            ]
        )
    }

    @Test func `columns go by the header of each file`() async throws {
        let files = try fixture.files(
            ["a.csv": "host,n\na,1\n", "b.csv": "n,host\n2,b\n", "c.csv": "host,more\nc,x\n"],
            .commas
        )
        let declared = [SchemaField("host", .string), SchemaField("n", .long)]
        let order = "SELECT * FROM t ORDER BY host"
        let rows = [#"{"host":"a","n":1}"#, #"{"host":"b","n":2}"#, #"{"host":"c","n":null}"#]
        #expect(try await fixture.rows(files, declared, sql: order).lines == rows)
        #expect(
            try await fixture.engine.inferSchema(of: files) == declared + [
                SchemaField("more", .string)
            ]
        )
    }

    @Test func `a column that is required and not in a header is refused with the file`()
        async throws
    {
        let files = try fixture.files(
            ["in/a.csv": "host,n\na,1\n", "in/b.csv": "host\nb\n"],
            .commas
        )
        let schema = [SchemaField("host", .string), SchemaField("n", .long, required: true)]
        let reason = await fixture.failure(files, schema)
        #expect(
            reason?.contains("line 1 of 'in/b.csv' has no column 'n'") == true,
            "\(reason ?? "")"
        )
    }

    @Test func `a required value that is not there is refused with file and line`() async throws {
        let files = try fixture.files(["a.csv": "host,n\na,1\nb,\n"], .commas)
        let schema = [SchemaField("host", .string), SchemaField("n", .long, required: true)]
        let reason = await fixture.failure(files, schema)
        #expect(
            reason?.hasPrefix("line 3 of 'a.csv' lacks a value of 'n'") == true,
            "\(reason ?? "")"
        )
    }

    @Test(arguments: [
        ("name,co\na,b\nc,d,e\n", "line 3 of 'a.csv' has 3 fields, its header has 2"),
        ("name,co\na\n", "line 2 of 'a.csv' has 1 field, its header has 2"),
        ("name,co\na,\"x\nb,1\n", "line 2 of 'a.csv' has a quote that nothing closes"),
        ("name,co\na,\"x\"y\n", "line 2 of 'a.csv' has text after a closing quote"),
        ("name,,co\n1,2,3\n", "line 1 of 'a.csv' has a column without a name"),
        ("name,name\n1,2\n", "line 1 of 'a.csv' has the column 'name' twice"),
        ("name,Name\n1,2\n", "'name' and 'Name', which differ by case only"),
    ])
    func `a bad line is named`(_ text: String, _ reason: String) async throws {
        let files = try fixture.files(["a.csv": text], .commas)
        let found = await fixture.failure(files)
        #expect(found?.contains(reason) == true, "\(found ?? "")")
    }

    @Test func `bytes that are no UTF-8 are refused with file and line`() async throws {
        let files = try fixture.files(["a.csv": Data("n\na\ncaf".utf8) + [0xE9, 0x0A]], .commas)
        let reason = await fixture.failure(files)
        #expect(reason?.contains("line 3 of 'a.csv' has bytes that are no UTF-8") == true)
    }

    @Test(arguments: [
        "\u{FEFF}a,b\r\n1,x\r\n\r\n2,\"y\"\n3,z\"z\r4,\n5,\"\"",
        "a,b\n1,x\n2,y\n3,\"z\"\"z\"\n4,\n5,\"\"\n",
    ])
    func `byte order marks, line ends of all kinds and empty lines do no harm`(
        _ text: String
    ) async throws {
        let files = try fixture.files(["a.csv": text], .commas)
        let rows = try await fixture.rows(files).lines
        #expect(
            rows == [
                #"{"a":1,"b":"x"}"#, #"{"a":2,"b":"y"}"#, #"{"a":3,"b":"z\"z"}"#,
                #"{"a":4,"b":null}"#,
                #"{"a":5,"b":""}"#,
            ]
        )
    }

    @Test(arguments: [
        ("d\n03/04/2026\n", ValueType.string), ("d\n25/12/2026\n", .string),
        ("d\n2026-01-02\n2026-01-02T10:00:00+08:00\n", .date),
        ("d\n9223372036854775808\n", .string),
        ("d\n007\n", .string), ("d\n1\n2.5\n", .float), ("d\n-12\n\"\"\n", .string),
        ("d\n12\n", .long),
        ("d\nTrue\nfalse\n", .boolean), ("d\n9007199254740993\n1.5\n", .string),
    ])
    func `an inferred type holds every value`(_ text: String, _ type: ValueType) async throws {
        let files = try fixture.files(["a.csv": text], .commas)
        #expect(try await fixture.engine.inferSchema(of: files) == [SchemaField("d", type)])
    }

    @Test(arguments: [
        (ValueType.date, "25/12/2026"), (.date, "N/A"), (.date, "2026-02-30"), (.date, "infinity"),
        (.date, "2026年11月26日"), (.long, "1.5"), (.long, "9223372036854775808"), (.float, "x"),
        (.boolean, "maybe"),
    ])
    func `a value that is none of its type is refused with file, line and field`(
        _ type: ValueType,
        _ value: String
    ) async throws {
        let files = try fixture.files(["in/a.csv": "id,v\n1,\n2,\(value)\n"], .commas)
        let schema = [SchemaField("id", .long), SchemaField("v", type)]
        let reason = await fixture.failure(files, schema)
        #expect(
            reason?.hasPrefix("line 3 of 'in/a.csv': 'v' is '\(value)', which is no \(type)")
                == true,
            "\(reason ?? "")"
        )
        await #expect(throws: APIError.self) {
            try await fixture.engine.verify(InputTable(name: "files", files: files, schema: schema))
        }
    }

    @Test func `dates are read with their offsets`() async throws {
        let text = "d\n2026-11-26T10:00:00.123456+08:00\n2026/11/26 10:00:00\n2026-11-26\n"
        let files = try fixture.files(["a.csv": text], .commas)
        #expect(
            try await fixture.rows(files, [SchemaField("d", .date)]).lines == [
                #"{"d":"2026-11-26T02:00:00.123456Z"}"#, #"{"d":"2026-11-26T10:00:00.000000Z"}"#,
                #"{"d":"2026-11-26T00:00:00.000000Z"}"#,
            ]
        )
    }

    @Test func `folders named like a field do not replace its values`() async throws {
        for format in [FileFormat.commas, .json] {
            let isCSV = format == .commas
            let files = try fixture.files(
                [
                    "dt=1/host=zz/a": isCSV ? "host,n\na,1\n" : #"{"host":"a","n":1}"#,
                    "dt=2/host=yy/a": isCSV ? "host,n\nb,2\n" : #"{"host":"b","n":2}"#,
                ],
                format
            )
            let schema = [SchemaField("host", .string), SchemaField("n", .long)]
            #expect(try await fixture.engine.inferSchema(of: files) == schema)
            #expect(
                try await fixture.rows(files, schema, sql: "SELECT * FROM t ORDER BY n").lines
                    == [#"{"host":"a","n":1}"#, #"{"host":"b","n":2}"#]
            )
        }
    }

    @Test func `files without a header are read by place`() async throws {
        let format = FileFormat.csv(delimiter: "||", containsHeader: false)
        let files = try fixture.files(["a.csv": "1||x|y\n2||\"||\"\n"], format)
        let schema = [SchemaField("a", .long), SchemaField("b", .string), SchemaField("c", .date)]
        #expect(
            try await fixture.rows(files, schema).lines
                == [#"{"a":1,"b":"x|y","c":null}"#, #"{"a":2,"b":"||","c":null}"#]
        )
        #expect(
            try await fixture.engine.inferSchema(of: files).map(\.key) == ["column0", "column1"]
        )
        let reason = await fixture.failure(files, [SchemaField("a", .long)])
        #expect(reason?.contains("has 2 fields, the schema has 1") == true)
    }

    @Test func `arrays and maps in csv are JSON`() async throws {
        let files = try fixture.files(
            ["a.csv": "l,m\n\"[\"\"a, b\"\",\"\"c\"\"]\",\"{\"\"k\"\":1}\"\n"],
            .commas
        )
        let schema = [SchemaField("l", .array, elemtype: .string), SchemaField("m", .map)]
        #expect(try await fixture.rows(files, schema).lines == [#"{"l":["a, b","c"],"m":{"k":1}}"#])
    }
}
