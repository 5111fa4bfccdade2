import FoundationEssentials
import Screen
import Testing

@testable import Console

@Suite struct FilterQueryTests {
    private let failed = RowFacts(
        status: "Failed",
        duration: 700,
        began: ConsoleFixture.now.addingTimeInterval(-3600)
    )

    @Test(arguments: [
        ("status:failed", true), ("status:Fail", true), ("status:running", false),
        ("dur>10m", true), ("dur>12m", false), ("dur<700", false), ("dur<1h", true),
        ("since:2h", true), ("since:30m", false), ("daily status:failed", true),
        ("weekly status:failed", false), ("dur>", true), ("since:x", true),
    ])
    func `terms ask what an item is`(_ text: String, _ accepts: Bool) {
        let query = FilterQuery(text, now: ConsoleFixture.now)
        #expect(query.accepts("daily_uv") { failed } == accepts)
    }

    @Test func `what has no status is hidden by a term that asks for one`() {
        #expect(!FilterQuery("status:failed", now: ConsoleFixture.now).accepts("repo"))
    }

    @Test func `a pattern that is not finished takes every row and says so`() {
        let query = FilterQuery("~(", now: ConsoleFixture.now)
        #expect(query.accepts("anything"))
        #expect(query.problem == "'~(' is not understood")
        #expect(FilterQuery("~uv$", now: ConsoleFixture.now).accepts("daily_uv"))
        #expect(!FilterQuery("~^uv", now: ConsoleFixture.now).accepts("daily_uv"))
    }

    @Test(arguments: [
        (#"~^\S+$"#, "daily_uv", true), (#"~^\S+$"#, "daily uv", false),
        (#"~\W"#, "daily_uv", false), (#"~^\D+$"#, "daily_uv", true), (#"~\D"#, "42", false),
        (#"~\BUV"#, "daily_uv", true), ("~^DAILY", "daily_uv", true), ("~[A-F]AI", "daily", true),
    ])
    func `a pattern keeps its classes, and finds either case`(
        _ text: String,
        _ row: String,
        _ accepts: Bool
    ) {
        #expect(FilterQuery(text, now: ConsoleFixture.now).accepts(row) == accepts)
    }

    @Test func `words find either case, and what is not understood is named as it was typed`() {
        #expect(FilterQuery("DAILY", now: ConsoleFixture.now).accepts("daily_uv"))
        #expect(!FilterQuery("!DAILY", now: ConsoleFixture.now).accepts("daily_uv"))
        #expect(FilterQuery("DUR>10M", now: ConsoleFixture.now).accepts("daily_uv") { failed })
        #expect(FilterQuery("~(A", now: ConsoleFixture.now).problem == "'~(A' is not understood")
    }

    @Test func `a number too large for a duration is no crash`() {
        let query = FilterQuery("dur>99999999999999999999d dur<9223372036854775807d", now: .now)
        #expect(query.accepts("x") { failed } || true)
    }

    @Test func `jobs are filtered by the state of their newest run`() throws {
        var console = try ConsoleFixture()
        console.press(.character("/"))
        console.type("status:failed")
        #expect(console.state.panes[console.state.activePane].rows.map(\.name) == ["broken"])
    }
}
