import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct PageSearchTests {
    /// A console that shows the definition of a repo with many fields.
    private func console(height: Int = 20) throws -> ConsoleFixture {
        var console = try ConsoleFixture(width: 100, height: height)
        let fields = (0..<50).map { SchemaField("field_\($0)", .string) }
        console.receive(
            .detailLoaded(
                ResourceAddress(.repos, .root, "access_log"),
                .success(AnyItem(Repo(region: "nb", schema: fields))),
                at: ConsoleFixture.now
            )
        )
        console.press(.character("1"), .enter)
        while console.state.page?.shownTab?.id != "spec" { console.press(.character("]")) }
        return console
    }

    @Test func `a search goes to what it finds while it is typed`() throws {
        var console = try console()
        console.press(.character("/"))
        console.type("field_4")
        #expect(console.text.contains("/field_4_  1 of 11"))
        console.type("7")
        #expect(console.text.contains("\"field_47\"") && console.text.contains("1 of 1"))
    }

    @Test func `n and N go round the matches`() throws {
        var console = try console()
        console.press(.character("/"))
        console.type("field_4")
        console.press(.enter, .character("n"))
        #expect(console.text.contains("2 of 11"))
        console.press(.character("N"), .character("N"))
        #expect(console.text.contains("11 of 11") && console.text.contains("\"field_49\""))
        #expect(console.state.notice?.text == "searched from the other end")
    }

    @Test func `Esc ends the search and stays at the place`() throws {
        var console = try console()
        console.press(.character("/"))
        console.type("field_30")
        console.press(.enter)
        let scroll = console.state.page?.scroll
        console.press(.escape)
        #expect(console.state.page?.search == nil && console.state.page?.scroll == scroll)
        #expect(console.state.focus == .main)
    }

    @Test func `a search that finds nothing says so and moves nothing`() throws {
        var console = try console()
        console.press(.character("/"))
        console.type("no such text")
        #expect(console.text.contains("none found") && console.state.page?.scroll == 0)
        console.press(.control("u"))
        console.type("~(")
        #expect(console.state.notice?.isError == true)
    }

    @Test func `letters of a search are no commands`() throws {
        var console = try console()
        console.press(.character("/"))
        console.type("qnDrs")
        #expect(console.effects.isEmpty && console.state.overlay == nil)
        #expect(console.state.page?.search?.text == "qnDrs")
    }

    @Test func `where there is no text the key says so`() throws {
        var console = try ConsoleFixture()
        console.press(.character("1"), .enter, .character("/"))
        #expect(console.state.notice?.text == "there is nothing to filter or search here")
    }
}
