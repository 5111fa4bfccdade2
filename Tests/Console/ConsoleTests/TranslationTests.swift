import PipelineAPI
import Screen
import Testing

@testable import Console

/// What a service's engine is given for SQL, beneath the SQL, for who asks for it.
@Suite struct TranslationTests {
    private static let key = ListKey(.jobTranslations, .job("hourly_pv"))

    private func consoleAtSQL() throws -> ConsoleFixture {
        var console = try ConsoleFixture()
        console.select(job: "hourly_pv")
        console.press(.enter)
        while console.state.page?.shownTab?.id != "sql" { console.press(.character("]")) }
        return console
    }

    @Test func `a translation is asked for and shown on request only`() throws {
        var console = try consoleAtSQL()
        #expect(console.state.polls[.list(Self.key)] == nil)
        console.press(.character("v"))
        #expect(console.state.polls[.list(Self.key)] != nil)
        #expect(console.text.contains("asking the service for the translation"))
        let translation = SQLTranslation(name: "hourly_pv", engine: "duckdb", sql: "SELECT 42 // 5")
        console.answer(Self.key.kind, Self.key.scope, [translation]) { $0.name }
        #expect(console.text.contains("as duckdb computes it"))
        #expect(console.text.contains("SELECT 42 // 5"))
        console.press(.character("v"))
        #expect(!console.text.contains("SELECT 42 // 5"))
        #expect(console.state.polls[.list(Self.key)] == nil)
    }

    @Test func `why SQL is refused now, or left as it is, is said`() throws {
        var console = try consoleAtSQL()
        console.press(.character("v"))
        let translation = SQLTranslation(
            name: "hourly_pv",
            engine: "duckdb",
            note: "line 1, column 8: no column named 'gone'"
        )
        console.answer(Self.key.kind, Self.key.scope, [translation]) { $0.name }
        #expect(console.text.contains("line 1, column 8: no column named 'gone'"))
    }

    @Test func `a service without translations is said to have none`() throws {
        var console = try consoleAtSQL()
        console.press(.character("v"))
        console.answer(Self.key.kind, Self.key.scope, [SQLTranslation]()) { $0.name }
        #expect(console.text.contains("this service shows no translation"))
    }
}
