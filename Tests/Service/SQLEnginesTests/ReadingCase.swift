import Foundation
import Gzip
import PipelineAPI
import PipelineEngine

/// Files, and what every engine makes of them.
struct ReadingCase: Sendable {
    enum Outcome: Sendable {
        case rows([String])
        /// What the message begins with.
        case failure(String)
    }

    var files: [String: Data]
    var format: FileFormat
    var schema: [SchemaField]
    var sql = "SELECT * FROM t"
    var outcome: Outcome

    static let all = records + objects + malformed + lines

    private static let pair = [SchemaField("host", .string), SchemaField("n", .long)]

    private static func csv(
        _ text: String,
        _ schema: [SchemaField],
        _ outcome: Outcome,
        delimiter: String = ",",
        containsHeader: Bool = true
    ) -> ReadingCase {
        ReadingCase(
            files: ["in/a.csv": Data(text.utf8)],
            format: .csv(delimiter: delimiter, containsHeader: containsHeader),
            schema: schema,
            outcome: outcome
        )
    }

    private static func json(
        _ text: String,
        _ schema: [SchemaField],
        _ outcome: Outcome
    ) -> ReadingCase {
        ReadingCase(
            files: ["in/a.json": Data(text.utf8)],
            format: .json,
            schema: schema,
            outcome: outcome
        )
    }

    private static let records: [ReadingCase] =
        [
            ReadingCase(
                files: [
                    "a": Data("host,n\na,1\n".utf8), "b": Data("n,host\n2,b\n".utf8),
                    "dt=1/c": Data("host,more\nc,x\n".utf8),
                ],
                format: .commas,
                schema: pair,
                sql: "SELECT * FROM t ORDER BY host",
                outcome: .rows([
                    #"{"host":"a","n":1}"#, #"{"host":"b","n":2}"#, #"{"host":"c","n":null}"#,
                ])
            ),
            csv(
                "\u{FEFF}a,b\r\n1,x\r\n\r\n2,\"y\"\n3,z\"z\r4,\n5,\"\"",
                [],
                .rows([
                    #"{"a":1,"b":"x"}"#, #"{"a":2,"b":"y"}"#, #"{"a":3,"b":"z\"z"}"#,
                    #"{"a":4,"b":null}"#, #"{"a":5,"b":""}"#,
                ])
            ),
            csv(
                "host,n\n\"two\nlines, \"\"quoted\"\"\",1\n",
                pair,
                .rows([#"{"host":"two\nlines, \"quoted\"","n":1}"#])
            ),
            csv(
                "1||x|y\n2||\"||\"\n",
                [SchemaField("a", .long), SchemaField("b", .string), SchemaField("c", .date)],
                .rows([#"{"a":1,"b":"x|y","c":null}"#, #"{"a":2,"b":"||","c":null}"#]),
                delimiter: "||",
                containsHeader: false
            ),
            csv(
                "d\n2026-11-26T10:00:00.123456+08:00\n2026/11/26 10:00:00\n2026-11-26\n",
                [SchemaField("d", .date)],
                .rows([
                    #"{"d":"2026-11-26T02:00:00.123456Z"}"#,
                    #"{"d":"2026-11-26T10:00:00.000000Z"}"#,
                    #"{"d":"2026-11-26T00:00:00.000000Z"}"#,
                ])
            ),
            csv(
                "l,m\n\"[\"\"a, b\"\",\"\"c\"\"]\",\"{\"\"k\"\":1}\"\n",
                [SchemaField("l", .array, elemtype: .string), SchemaField("m", .map)],
                .rows([#"{"l":["a, b","c"],"m":{"k":1}}"#])
            ),
            csv(
                "host,n\na,1\nb,\n",
                [SchemaField("host", .string), SchemaField("n", .long, required: true)],
                .failure("line 3 of 'in/a.csv' lacks a value of 'n'")
            ),
            csv("host,n\na\n", pair, .failure("line 2 of 'in/a.csv' has 1 field")),
            csv("host,n\na,\"x\n", pair, .failure("line 2 of 'in/a.csv' has a quote that nothing")),
        ] + misfits

    private static let misfits: [ReadingCase] = [
        (ValueType.date, "25/12/2026"), (.date, "2026-02-30"), (.date, "infinity"), (.long, "1.5"),
        (.long, "9223372036854775808"), (.float, "x"), (.boolean, "maybe"),
    ].map { type, value in
        csv(
            "id,v\n1,\n2,\(value)\n",
            [SchemaField("id", .long), SchemaField("v", type)],
            .failure("line 3 of 'in/a.csv': 'v' is '\(value)', which is no \(type)")
        )
    }

    private static let malformed: [ReadingCase] = [
        (#"{"n":1}\n{"n":}\n{"n":3}\n"#, "line 2 of "), (#"{"n":1}\n\n\n{"n":2\n"#, "line 4 of "),
        // It may also be values that have no lines of their own.
        (#"{"n":1} x\n{"n":2}\n"#, ""), (#"{"n":1}\n{"n":2}\n{"n":"#, "line 3 of "),
        (#"{"n":1}, {"n":2}\n{"n":3}\n"#, ""),
    ].map { text, place in
        json(
            text.replacingOccurrences(of: #"\n"#, with: "\n"),
            [SchemaField("n", .long)],
            .failure(place + "'in/a.json'")
        )
    }

    private static let objects: [ReadingCase] = [
        json(
            #"{"n":1,"t":"a}b} {\"x\":[","m":{"s":"]},{","l":[{"s":"]}"},{"s":"},{"}]}}"#
                + "  \r\n",
            [SchemaField("n", .long), SchemaField("t", .string), SchemaField("m", .map)],
            .rows([
                #"{"n":1,"t":"a}b} {\"x\":[","m":{"s":"]},{","l":[{"s":"]}"},{"s":"},{"}]}}"#
            ])
        ),
        json(
            #"{"a":"9223372036854775808","b":9007199254740993,"m":{"A":1,"a":2}}"# + "\n\n",
            [SchemaField("a", .string), SchemaField("b", .long), SchemaField("m", .map)],
            .rows([#"{"a":"9223372036854775808","b":9007199254740993,"m":{"A":1,"a":2}}"#])
        ),
        json("\u{FEFF}{\"a\":1}\n", [], .rows([#"{"a":1}"#])),
        json(
            #"{"Host":"x","host":"y"}"#,
            [SchemaField("host", .string)],
            .rows([#"{"host":"y"}"#])
        ),
        json(
            "{\"n\":1}\n{\"n\":1.5}\n",
            [SchemaField("n", .long)],
            .failure("line 2 of 'in/a.json': 'n' is '1.5', which is no long")
        ),
        json(
            "{\"n\":1}\n{\"m\":1}\n",
            [SchemaField("n", .long, required: true)],
            .failure("'in/a.json' lacks a value of 'n'")
        ),
    ]

    private static let lines: [ReadingCase] = [
        ReadingCase(
            files: ["in/a.log": Data("ok\r\ncaf".utf8) + [0xE9, 0x0A] + Data("b\rc\n\n城".utf8)],
            format: .text,
            schema: [],
            outcome: .rows([
                #"{"text":"ok"}"#, "{\"text\":\"caf\u{FFFD}\"}", #"{"text":"b\rc"}"#,
                #"{"text":""}"#, #"{"text":"城"}"#,
            ])
        ),
        ReadingCase(
            files: [
                "packed": Gzip.compress(Data("{\"a\":1}\n".utf8)), "x.gz": Data("{\"a\":1}".utf8),
            ],
            format: .json,
            schema: [SchemaField("a", .long)],
            outcome: .rows([#"{"a":1}"#, #"{"a":1}"#])
        ),
        ReadingCase(
            files: ["in/a.gz": Gzip.compress(Data("text\nx\n".utf8)) + Data("more".utf8)],
            format: .text,
            schema: [],
            outcome: .failure("'in/a.gz' is corrupt gzip")
        ),
    ]
}
