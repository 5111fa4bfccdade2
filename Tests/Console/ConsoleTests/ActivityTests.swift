import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ActivityTests {
    private static let failed = ResourceAddress(.runs, .job("broken"), "7")
    private static let request = ActionRequest(kind: .runs, id: .rerun, address: failed)

    @Test func `what was done is written down with who, where and what came of it`() throws {
        var console = try ConsoleFixture()
        console.receive(.performed(Self.request, .success("rerunning run 7")))
        guard case .host(.audit(let entry))? = console.effects.first else {
            Issue.record("nothing is written down")
            return
        }
        #expect(entry.what == "Rerun run 7 of 'broken'")
        #expect(entry.profile == "local" && entry.endpoint == "http://127.0.0.1:9900")
        #expect(entry.outcome == "rerunning run 7" && !entry.isRefused)
        #expect(entry.time == Timestamp(ConsoleFixture.now))
    }

    @Test func `what was refused is written down, too, with its code and request`() throws {
        var console = try ConsoleFixture()
        let error = APIError(.runNotRerunnable, "run 7 is Running", requestID: "abc")
        console.receive(.performed(Self.request, .failure(error)))
        let entry = console.state.activity.first
        #expect(entry?.outcome == "E18625: run 7 is Running" && entry?.requestID == "abc")
    }

    @Test func `the activity of the console is a screen, the latest first`() throws {
        var console = try ConsoleFixture()
        console.receive(.performed(Self.request, .success("first")))
        console.receive(.performed(Self.request, .success("second")))
        console.press(.character(":"))
        console.type("activity")
        console.press(.enter)
        let first = try #require(console.text.firstRange(of: "first"))
        let second = try #require(console.text.firstRange(of: "second"))
        #expect(second.lowerBound < first.lowerBound)
    }

    @Test func `an entry survives its file`() throws {
        var console = try ConsoleFixture()
        console.receive(.performed(Self.request, .success("rerunning 运行 7")))
        let entry = try #require(console.state.activity.first)
        let data = try JSONCoding.encode(entry)
        #expect(!data.contains(UInt8(ascii: "\n")))
        #expect(try JSONCoding.decode(ActivityEntry.self, from: data) == entry)
    }
}
