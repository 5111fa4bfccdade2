import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct BodyCacheTests {
    private func after(_ seconds: Double) -> Date { ConsoleFixture.now.addingTimeInterval(seconds) }

    @Test func `what is asked next is shown as soon as it is told`() throws {
        var console = try ConsoleFixture()
        console.press(.character("9"), .character("]"))
        console.receive(.ticked(after(5)))
        let key = PollKey.list(ListKey(.repos, .root))
        console.receive(.forecast([PollForecast(key: key, reason: "in 4 s: every 10 s")]))
        #expect(console.text.contains("in 4 s: every 10 s"))
    }

    @Test func `many answers make the overview anew once a second, a key never`() throws {
        var console = try ConsoleFixture()
        console.press(.character("0"))
        let first = console.state.bodyCache.entry
        console.press(.down, .up)
        #expect(console.state.bodyCache.entry == first)
        let runs = ListKey(.runs, .job("idle"))
        let failed = Listing(rows: [Row(name: "7", item: AnyItem(Samples.failedRun))])
        console.receive(.listLoaded(runs, .success(failed), at: after(0.5)))
        #expect(console.state.bodyCache.entry?.body == first?.body)
        console.receive(.listUnchanged(ListKey(.repos, .root), at: after(2)))
        #expect(console.state.bodyCache.entry?.body != first?.body)
    }
}
