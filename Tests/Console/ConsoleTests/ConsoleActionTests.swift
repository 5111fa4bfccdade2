import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ConsoleActionTests {
    private static let failed = ResourceAddress(.runs, .job("broken"), "7")

    @Test func `a failed run is rerun once it is confirmed`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        #expect(console.effects.isEmpty)
        console.lookAndPress(.character("y"))
        let request = ActionRequest(kind: .runs, id: .rerun, address: Self.failed)
        let item = console.state.item(at: Self.failed)
        #expect(item != nil && console.effects == [.perform(request, on: item)])
        console.receive(.performed(request, .success("rerunning run 7")))
        #expect(console.state.notice == Notice("rerunning run 7"))
        #expect(console.effects.last == .refresh([.list(Self.failed.list)]))
    }

    @Test(arguments: [Key.enter, .escape, .character("n"), .character("q"), .character("r")])
    func `no key but yes confirms by itself`(_ key: Key) throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        console.lookAndPress(key)
        #expect(console.effects.isEmpty)
    }

    @Test func `the other answer is a step away and Enter takes it`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        console.lookAndPress(.tab, .enter)
        #expect(console.effects.count == 1)
    }

    @Test func `a running run cannot be rerun, and the reason is said`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .character("r"))
        #expect(console.state.overlay == nil)
        #expect(console.state.notice?.text == "the run is Running: stop it first")
    }

    @Test func `a run that has ended cannot be stopped, and the reason is said`() throws {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter, .down, .character("s"))
        #expect(console.state.notice?.text == "the run is Successful: it has ended already")
    }

    @Test func `a second press of a sent action changes nothing`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        console.lookAndPress(.character("y"))
        console.press(.character("r"))
        #expect(console.state.overlay == nil)
        #expect(console.state.notice?.text == "Rerun was sent already: wait")
    }

    @Test func `nothing is changed with a read-only profile`() throws {
        var console = try ConsoleFixture(writable: .never)
        console.select(job: "broken")
        console.press(.character("r"))
        #expect(
            console.state.notice?.text == "profile 'local' is read-only: nothing is changed with it"
        )
    }

    @Test func `nothing is sent while the service is out of reach`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.receive(.linkChanged(.offline(APIError(.unreachable, "refused"), nextTry: nil)))
        console.press(.character("r"))
        #expect(console.state.overlay == nil)
        #expect(console.state.notice?.isError == true)
    }

    @Test func `a service that limits requests is not called offline`() throws {
        var console = try ConsoleFixture()
        console.receive(.linkChanged(.offline(APIError(.tooManyRequests, "slow"), nextTry: nil)))
        #expect(console.text.contains("limited"))
        #expect(!console.text.contains("offline"))
    }

    @Test func `a service that refuses the key is not called offline`() throws {
        var console = try ConsoleFixture()
        console.receive(.linkChanged(.offline(APIError(.unauthorized, "no"), nextTry: nil)))
        #expect(console.text.contains("refused"))
        #expect(!console.text.contains("offline"))
    }

    @Test func `a refused action is told whole, with what its code means`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        console.lookAndPress(.character("y"))
        let request = ActionRequest(kind: .runs, id: .rerun, address: Self.failed)
        let error = APIError(.runNotRerunnable, "run 7 is Running", requestID: "abc123")
        console.receive(.performed(request, .failure(error)))
        for text in ["run 7 is Running", "E18625", "当前状态的批次不能重跑", "X-Reqid abc123"] {
            #expect(console.text.contains(text))
        }
    }

    @Test func `a failure does not take away the dialog that is open, nor stop what it does`()
        throws
    {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        console.lookAndPress(.character("y"))
        let request = ActionRequest(kind: .runs, id: .rerun, address: Self.failed)
        console.select(job: "hourly_pv")
        console.press(.enter, .down, .character(" "), .character(" "))
        console.press(.character("r"))
        console.lookAndPress(.character("y"))
        let first = try #require(console.sent)
        console.receive(.performed(request, .failure(APIError(.runNotRerunnable, "busy"))))
        #expect(console.state.notice?.text == "Rerun run 7 of 'broken' failed: E18625: busy")
        console.receive(.performed(first, .success("done")))
        #expect(console.sent?.address.name == "126")
    }

    @Test func `a job's actions are at hand in its list of runs`() throws {
        var console = try ConsoleFixture()
        console.select(job: "idle")
        console.press(.character("S"))
        #expect(console.text.contains("POST /v2/jobs/idle/actions/start"))
    }

    @Test func `a job that depends on another says what to start instead`() throws {
        var console = try ConsoleFixture()
        console.select(job: "uv_rank")
        console.press(.character("S"))
        #expect(console.state.notice?.text.contains("start that one") == true)
    }
}
