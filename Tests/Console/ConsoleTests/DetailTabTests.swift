import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct DetailTabTests {
    private func show(_ tab: String, of pane: Character, in console: inout ConsoleFixture) {
        console.press(.character(pane), .enter)
        while console.state.page?.shownTab?.id != tab { console.press(.character("]")) }
    }

    @Test func `a repo's points are the latest, and one opens whole`() throws {
        var console = try ConsoleFixture()
        let sample = PointSample(number: 1, record: ["host": "web-1", "n": 7])
        console.answer(.points, .repo("access_log"), [sample]) { String($0.number) }
        show("data", of: "1", in: &console)
        #expect(console.text.contains("web-1"))
        console.press(.enter)
        #expect(console.text.contains("\"host\": \"web-1\""))
    }

    @Test func `a variable leads to the SQL that uses it`() throws {
        var console = try ConsoleFixture()
        var jobs = try Samples.jobs()
        jobs[0].computation.code = "SELECT * FROM t WHERE day = '$(lastDay)'"
        console.answer(.jobs, .root, jobs) { $0.name ?? "" }
        let variable = Variable(name: "lastDay", type: .time, value: "$(now)-1d")
        console.answer(.variables, .root, [variable]) { $0.name }
        show("users", of: "6", in: &console)
        #expect(console.text.contains(jobs[0].name ?? "?"))
        console.press(.enter)
        #expect(console.state.focusedAddress?.name == jobs[0].name)
    }

    @Test func `the lineage of a repo leads to what reads it`() throws {
        var console = try ConsoleFixture()
        show("lineage", of: "1", in: &console)
        for text in ["upstream: nothing", "count_pv", "pv_1m", "to_kodo"] {
            #expect(console.text.contains(text), "\(text)")
        }
    }

    @Test func `definitions are shown as JSON or as YAML`() throws {
        var console = try ConsoleFixture()
        show("spec", of: "1", in: &console)
        #expect(console.text.contains("\"region\": \"nb\""))
        console.press(.character("v"))
        #expect(console.text.contains("region: nb"))
    }

    @Test func `a job's timeline says what is usual`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter)
        while console.state.page?.shownTab?.id != "timeline" { console.press(.character("]")) }
        #expect(console.text.contains("successful runs"))
    }

    @Test func `an export's secrets are hidden wherever it is shown`() throws {
        var console = try ConsoleFixture()
        let spec: JSONValue = [
            "bucket": "logs", "accessKey": "AK-1234567890abcdef", "exportSecretKey": "topsecret0",
            "fields": ["a": "#host"],
        ]
        let export = Export(name: "to_kodo", type: .kodo, spec: spec)
        console.answer(.exports, .repo("access_log"), [export]) { $0.name }
        show("destination", of: "3", in: &console)
        #expect(console.text.contains("logs") && console.text.contains("host"))
        #expect(!console.text.contains("AK-1234") && !console.text.contains("topsecret"))
        console.press(.character("]"))
        #expect(!console.text.contains("AK-1234") && !console.text.contains("topsecret"))
    }

    @Test func `a failing export stands out and says why`() throws {
        var console = try ConsoleFixture()
        let progress = StreamProgress(processed: 3, behind: 9, lastError: "answered 503")
        let export = Export(name: "out", type: .http, spec: [:], progress: progress)
        console.answer(.exports, .repo("access_log"), [export]) { $0.name }
        show("destination", of: "3", in: &console)
        #expect(console.text.contains("9 points") && console.text.contains("answered 503"))
    }

    @Test func `an export says where it really delivers to, and when it last did`() throws {
        var console = try ConsoleFixture()
        let export = Export(
            name: "out",
            type: .report,
            spec: ["dbName": "shop"],
            progress: StreamProgress(
                processed: 3,
                behind: 0,
                successTime: Samples.time(hoursAgo: 1)
            ),
            place: "table 't' of database 'shop' at mysql://h:3306"
        )
        console.answer(.exports, .repo("access_log"), [export]) { $0.name }
        show("destination", of: "3", in: &console)
        #expect(console.text.contains("mysql://h:3306"))
        #expect(console.text.contains("last success"))
    }

    @Test func `a variable says what it stands for now`() throws {
        var console = try ConsoleFixture()
        let variable = Variable(name: "day", type: .time, value: "$(now)-1d", format: "yyyy-MM-dd")
        console.answer(.variables, .root, [variable]) { $0.name }
        console.press(.character("6"), .enter)
        #expect(console.text.contains("2026-11-20"))
    }
}
