import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ExportViewTests {
    /// What is written of a view, in a format.
    private func written(
        _ format: String,
        from console: ConsoleFixture,
        to path: String = "out"
    ) throws -> String {
        var console = console
        console.press(.character("E"), .control("u"))
        console.type(format)
        console.press(.enter, .control("u"))
        console.type(path)
        console.lookAndPress(.enter)
        guard case .task(.write(let file, let text))? = console.effects.first else {
            Issue.record("nothing is written: \(console.state.notice?.text ?? "")")
            return ""
        }
        #expect(file == path && console.effects.count == 1)
        return text
    }

    private func runs(_ message: String) throws -> ConsoleFixture {
        var console = try ConsoleFixture()
        var run = Samples.failedRun
        run.message = message
        console.answer(.runs, .job("broken"), [run]) { String($0.runId) }
        console.select(job: "broken")
        console.press(.enter)
        return console
    }

    @Test func `a list as CSV is its columns under their titles, line by line`() throws {
        var console = try ConsoleFixture()
        console.press(.character("1"))
        #expect(
            try written("csv", from: console)
                == "NAME,FROM,REGION\r\naccess_log,,nb\r\norders,,nb\r\npv_1m,<- count_pv,nb\r\n"
        )
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
        ("quote\"\u{301} here", "\"quote\"\"\u{301} here\""), (",\u{300}", "\",\u{300}\""),
        ("'single'", "'single'"), ("中文，逗号", "中文，逗号"),
    ])
    func `a cell is quoted where it must be`(_ message: String, _ cell: String) throws {
        let text = try written("csv", from: runs(message))
        let line = text.split(separator: "\r\n").last ?? ""
        #expect(line.hasSuffix(",\(cell)"), "\(line)")
    }

    @Test func `the columns that were left out and the rows that are filtered out stay out`() throws
    {
        var console = try ConsoleFixture()
        console.press(.character("1"), .character("c"), .character(" "), .enter)
        console.press(.character("/"))
        console.type("ord")
        console.press(.enter)
        #expect(try written("csv", from: console) == "NAME,REGION\r\norders,nb\r\n")
    }

    @Test func `a list as JSON is the items as the API has them`() throws {
        var console = try ConsoleFixture()
        console.press(.character("1"))
        let text = try written("json", from: console)
        let repos = try JSONCoding.decode([RepoSummary].self, from: Data(text.utf8))
        #expect(repos == Samples.repos)
    }

    @Test func `a list made of others is written as the items it was made of`() throws {
        var console = try ConsoleFixture()
        console.press(.character("8"))
        let text = try written("json", from: console)
        let runs = try JSONCoding.decode([Run].self, from: Data(text.utf8))
        #expect(Set(runs.map(\.runId)) == [7, 128, 127, 126, 125, 124])
        #expect(runs.first?.message == Samples.failedRun.message)
        console.press(.character("2"))
        let transforms = try JSONCoding.decode(
            [Transform].self,
            from: Data(try written("json", from: console).utf8)
        )
        #expect(transforms == Samples.transforms)
    }

    @Test func `points are written as they are in the repo`() throws {
        var console = try ConsoleFixture(.whole, width: 120, height: 40)
        console.press(.character("1"), .enter, .character("]"))
        let text = try written("json", from: console)
        let points = try JSONCoding.decode([[String: JSONValue]].self, from: Data(text.utf8))
        #expect(points.count == 30 && points[0]["sizes"] == [1, 22, 333])
    }

    @Test func `a text is written whole, however little of it is in sight`() throws {
        var console = try ConsoleFixture(width: 40, height: 10)
        console.select(job: "hourly_pv")
        console.press(.enter, .character("]"), .character("]"))
        let text = try written("text", from: console)
        #expect(text == "-- 每小时\nSELECT count(*) AS n\nFROM t\n")
    }

    @Test func `a list as text is the screen, without blanks at the ends of lines`() throws {
        let console = try ConsoleFixture()
        let text = try written("text", from: console)
        #expect(text.contains("access_log") && text.contains("Batch jobs"))
        #expect(text.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
    }

    @Test func `the form proposes the format and a name that fit the view`() throws {
        var console = try ConsoleFixture()
        console.press(.character("E"))
        #expect(form(console) == ["format": "csv", "file": "jobs.csv"])
        console.press(.escape)
        console.select(job: "broken")
        console.press(.enter, .character("E"))
        #expect(form(console) == ["format": "csv", "file": "broken-runs.csv"])
        console.press(.escape, .enter, .character("E"))
        #expect(form(console) == ["format": "text", "file": "7.txt"])
    }

    @Test func `no proposed name leads to another directory`() throws {
        var console = try ConsoleFixture()
        let job = try Samples.jobs()[0]
        var evil = job
        evil.name = "../../.ssh/authorized_keys"
        console.answer(.jobs, .root, [evil]) { $0.name ?? "" }
        console.press(.enter, .character("E"))
        #expect(form(console)["file"]?.contains("/") == false)
    }

    @Test(arguments: [
        ("xml", "out", "'xml'"), ("json", "out", "only a list"), ("text", "", "no file"),
    ])
    func `what cannot be written is told`(_ format: String, _ path: String, _ reason: String) throws
    {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.enter, .enter, .character("E"), .control("u"))
        console.type(format)
        console.press(.enter, .control("u"))
        console.type(path)
        console.lookAndPress(.enter)
        #expect(console.effects.isEmpty)
        #expect(console.state.notice?.text.contains(reason) == true)
        #expect(console.state.notice?.isError == true)
    }

    @Test func `the end is told: how much was written, or why not`() throws {
        var console = try ConsoleFixture()
        console.receive(.written(path: "jobs.csv", .success(2048)))
        #expect(console.text.contains("wrote 'jobs.csv', 2.0 KiB"))
        let error = APIError(.cancelled, "'jobs.csv' is there already: give another name")
        console.receive(.written(path: "jobs.csv", .failure(error)))
        #expect(
            console.text.contains("'jobs.csv' is there already") && console.state.notice!.isError
        )
    }

    @Test func `a command quotes a name so that no shell acts on it`() throws {
        var console = try ConsoleFixture()
        let job = try Samples.jobs()[0]
        var evil = job
        evil.name = "x'\u{301}; rm -rf ~ #"
        console.answer(.jobs, .root, [evil]) { $0.name ?? "" }
        console.press(.character("!"))
        guard case .text(let dialog)? = console.state.overlay else {
            Issue.record("no command")
            return
        }
        #expect(dialog.text.contains("describe jobs 'x'\\''\u{301}; rm -rf ~ #' --profile local"))
    }

    private func form(_ console: ConsoleFixture) -> [String: String] {
        if case .form(let form)? = console.state.overlay { form.values } else { [:] }
    }
}
