import Testing

@testable import YAML

@Suite struct YAMLParserTests {
    private func problem(_ text: String) -> YAMLProblem? {
        #expect(throws: YAMLProblem.self) { try YAMLParser.read(text) }
    }

    private func plain(_ text: String) -> YAMLNode {
        .scalar(YAMLScalar(text: text, isPlain: true))
    }

    @Test(arguments: ["", "\n\n", "# a comment\n"])
    func `a text without a document has none`(_ text: String) throws {
        #expect(try YAMLParser.read(text) == nil)
    }

    @Test func `values keep their order, their nesting and whether they are quoted`() throws {
        let node = try YAMLParser.read("b: [1, '2']\na:\n  c: x\n")
        #expect(
            node
                == .mapping([
                    ("b", .sequence([plain("1"), .scalar(YAMLScalar(text: "2", isPlain: false))])),
                    ("a", .mapping([("c", plain("x"))])),
                ])
        )
    }

    @Test func `text of several lines, escapes and Chinese are kept`() throws {
        let node = try YAMLParser.read("a: |\n  一\n  two\nb: \"\\u4e2d\\0x\"\n")
        #expect(
            node
                == .mapping([
                    ("a", .scalar(YAMLScalar(text: "一\ntwo\n", isPlain: false))),
                    ("b", .scalar(YAMLScalar(text: "中\0x", isPlain: false))),
                ])
        )
    }

    @Test func `an alias is the value that was named`() throws {
        let node = try YAMLParser.read("a: &n [x]\nb: *n\n")
        #expect(
            node == .mapping([("a", .sequence([plain("x")])), ("b", .sequence([plain("x")]))])
        )
    }

    @Test func `an alias of a value that is not there is refused`() {
        #expect(
            problem("a: 1\nb: *n\n")?.description
                == "line 2: '*n' names no value before it: write '&n' there"
        )
        #expect(problem("a: &n [*n]\n")?.line == 1)
    }

    @Test func `aliases that would fill the memory are refused`() {
        let lines = (1...12).map { line in
            let alias = "*l\(line - 1)"
            return "l\(line): &l\(line) [\(alias), \(alias), \(alias), \(alias)]"
        }
        let text = "l0: &l0 x\n" + lines.joined(separator: "\n")
        #expect(problem(text)?.words == "aliases repeat more than 100000 values: write fewer")
    }

    @Test func `levels that would fill the stack are refused`() {
        let text = String(repeating: "[", count: 5000)
        #expect(problem(text)?.words == "there are more than 100 levels: write fewer")
    }

    @Test(arguments: [
        ("a: [1\nb: 2", 2), ("a: 1\n b: 2", 2), ("\tb: 1", 1), ("a: 'x", 1), ("a: %", 1),
        ("? [a]\n: 1\n", 1), ("a: 1\n---\nb: 2\n", 2),
    ])
    func `a mistake is told with its line`(_ text: String, _ line: Int) {
        #expect(problem(text)?.line == line, "\(problem(text)?.description ?? "")")
    }

    @Test func `a key that is given twice is named, and so is where its mapping begins`() {
        #expect(
            problem("x:\n  a: 1\n  a: 2\n")?.description == "'a' is given twice from line 2 on"
        )
    }

    @Test func `keys that differ by case are two keys`() throws {
        #expect(
            try YAMLParser.read("a: 1\nA: 2") == .mapping([("a", plain("1")), ("A", plain("2"))])
        )
    }

    @Test func `a control character is refused`() {
        #expect(problem("a: x\u{1}y")?.words == "control characters are not allowed")
    }

    @Test(arguments: [("yes", true), ("On", true), ("TRUE", true), ("no", false), ("off", false)])
    func `truth values are those of YAML 1.1`(_ text: String, _ truth: Bool) {
        #expect(YAMLScalar(text: text, isPlain: true).truth == truth)
    }

    @Test(arguments: ["", "~", "null"])
    func `nothing is written in these ways, and not in quotes`(_ text: String) {
        #expect(YAMLScalar(text: text, isPlain: true).isNull)
        #expect(!YAMLScalar(text: text, isPlain: false).isNull)
    }
}
