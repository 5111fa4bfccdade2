import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct YAMLLinesTests {
    @Test func `collections nest by two blanks, keys in order`() {
        let value: JSONValue = [
            "name": "count_pv", "to": "pv_1m", "interval": 5, "share": 0.5, "none": .null,
            "tags": ["a", ["b": 1, "c": [:]], [["x"], []]], "spec": ["on": true],
        ]
        #expect(
            YAMLLines.text(of: value) == """
                interval: 5
                name: count_pv
                none: null
                share: 0.5
                spec:
                  "on": true
                tags:
                  - a
                  - b: 1
                    c: {}
                  - - - x
                    - []
                to: pv_1m

                """
        )
    }

    @Test(arguments: [
        "plain", "a-b", "-x", "?x", ":x", "a:b", "a#b", "http://host:80/x?y=1", "5s", "10m", "1d",
        "192.168.0.1", "2.4.7", "十二元", "a  b", "it's", "say \"no\"", "c:\\x", "$(year)",
        "nothing", "1e", "v1.0", "a,b", "e+20", "1:99", "---x", "....",
    ])
    func `a text that reads as itself stands bare`(_ text: String) {
        #expect(YAMLScalar.inline(text) == text)
    }

    @Test(arguments: [
        // What YAML 1.1 or 1.2 takes for null, a boolean, a merge or the default value.
        "", "~", "null", "Null", "true", "FALSE", "yes", "No", "on", "OFF", "y", "N", "<<", "=",
        // Numbers of every notation, clock times to the base of 60, dates.
        "0", "-1", "+12", "1_000", "1,000", "0o17", "017", "0x1F", "0b1", "1.5", "1.", ".5", "1e3",
        "1.0e+20", ".inf", "-.Inf", ".NaN", "12:30", "1:02:03.5", "2017-08-01",
        "2017-08-01T10:00:00Z", "2017-8-1 10:00:00",
        // Signs that open something else.
        "- a", "? a", ": a", "[a", "{a", "&a", "*a", "!a", "|", ">", "'a", "%a", "@a", "`a", ",a",
        "# a", "#a", "-", "---", "--- a", "...",
        // Signs that end something.
        "a: b", "a:", "a #b", " a", "a ",
    ])
    func `a text that reads as something else is quoted`(_ text: String) {
        #expect(YAMLScalar.inline(text) == "\"\(text)\"")
    }

    @Test(arguments: [
        ("\"a\"", "'\"a\"'"), ("it's \"a\": b", "'it''s \"a\": b'"), ("\\: x", "'\\: x'"),
        ("a\tb", "\"a\\tb\""), ("\u{7}", "\"\\x07\""), ("\u{85}", "\"\\x85\""),
        ("\u{feff}a", "\"\\ufeffa\""), ("\u{202e}txt", "\"\\u202etxt\""),
        ("a\r\nb", "\"a\\r\\nb\""), ("\u{ffff}", "\"\\uffff\""),
        ("\u{1fffe}", "\"\\U0001fffe\""),
        // A blank that carries an accent is one grapheme, and a blank to a reader all the same.
        ("a: \u{301}b", "\"a: \u{301}b\""), ("a \u{301}", "a \u{301}"),
    ])
    func `quotes are the simplest that hold the text`(_ text: String, _ written: String) {
        #expect(Array(YAMLScalar.inline(text).utf8) == Array(written.utf8))
    }

    @Test func `numbers are numbers to every reader`() {
        let written = [1e20, 1.5e300, .leastNonzeroMagnitude, 1, -0.0, 0.1, .infinity, -.infinity]
            .map {
                YAMLScalar.inline($0)
            }
        let expected = [
            "1.0e+20", "1.5e+300", "5.0e-324", "1.0", "-0.0", "0.1", ".inf", "-.inf",
        ]
        #expect(written == expected)
        #expect(YAMLScalar.inline(Double.nan) == ".nan")
    }

    @Test func `lines stand as a block that keeps how they end`() {
        let value: JSONValue = [
            "1": "SELECT a\n\tFROM b # no comment: at all", "2": "a\nb\n", "3": "a\n\nb\n\n\n",
            "4": ["x\ny"], "5": [["k": "x\ny\n"]],
        ]
        #expect(
            YAMLLines.text(of: value) == """
                "1": |-
                  SELECT a
                  \tFROM b # no comment: at all
                "2": |
                  a
                  b
                "3": |+
                  a

                  b


                "4":
                  - |-
                    x
                    y
                "5":
                  - k: |
                      x
                      y

                """
        )
    }

    @Test func `a block that begins with a blank says how far it is indented`() {
        #expect(YAMLLines.text(of: ["a": "  x\ny"]) == "a: |2-\n    x\n  y\n")
        #expect(YAMLLines.text(of: ["a": "\n x\n"]) == "a: |2\n\n   x\n")
        #expect(YAMLLines.text(of: [["a": "\tx\ny"]]) == "- a: |2-\n    \tx\n    y\n")
    }

    @Test(arguments: ["\n", "\n\n", "a\n ", " \n", "a\r\nb", "a\n\u{7}", "a\n\t\n"])
    func `what a block would change is quoted on one line`(_ text: String) {
        let lines = YAMLLines.lines(of: JSONValue.object(["a": .string(text)]))
        #expect(lines.count == 1)
        #expect(lines.first?.spans.last?.text.hasPrefix("\"") == true)
    }

    @Test func `the document may be a value of any kind`() {
        #expect(YAMLLines.text(of: "no") == "\"no\"\n")
        #expect(YAMLLines.text(of: "a\nb") == "|-\n  a\n  b\n")
        #expect(YAMLLines.text(of: []) == "[]\n")
        #expect(YAMLLines.text(of: ["a", .null]) == "- a\n- null\n")
    }

    @Test func `a key too long for its line is asked for`() {
        let key = String(repeating: "k", count: 600)
        let value: JSONValue = [.object([key: ["a": 1]])]
        #expect(YAMLLines.text(of: value) == "- ? \(key)\n  :\n    a: 1\n")
    }

    @Test func `each part has its style`() {
        let styles = YAMLLines.lines(of: ["a": "x", "b": 1, "c": true, "d": .null] as JSONValue)
            .map { $0.spans.map(\.style) }
        #expect(styles.allSatisfy { $0.first == .heading })
        #expect(styles.compactMap(\.last) == [.sqlString, .sqlNumber, .sqlNumber, .muted])
    }

    @Test func `a model is written as it travels`() {
        let field = SchemaField("time", .date, required: true)
        let text = YAMLLines.lines(of: field).map { $0.spans.map(\.text).joined() }
        #expect(text == ["key: time", "required: true", "valtype: date"])
    }
}
