import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct MemoryTests {
    private func remembered(_ console: ConsoleFixture) -> Preferences? {
        console.effects.lazy.compactMap {
            if case .host(.savePreferences(let preferences)) = $0 { preferences } else { nil }
        }
        .first
    }

    @Test func `how a list is looked at is remembered when it is chosen, and known again`() throws {
        var console = try ConsoleFixture()
        console.press(.character("o"), .down, .enter)
        let ordered = try #require(remembered(console))
        #expect(ordered.views["jobs"]?.sort == SortOrder("NAME"))
        console.press(.character("c"), .character(" "))
        let preferences = try #require(remembered(console))
        #expect(preferences.views["jobs"]?.hidden == ["RECENT"])
        var next = try ConsoleFixture()
        next.state.preferences = preferences
        #expect(
            next.state.preferences[view: .jobs]
                == ViewChoice(sort: SortOrder("NAME"), hidden: ["RECENT"])
        )
        #expect(next.state.preferences == preferences)
    }

    @Test func `what was chosen in the palette stands first the next time`() throws {
        var console = try ConsoleFixture()
        console.press(.character(":"))
        console.type("orders")
        console.press(.enter)
        let preferences = try #require(remembered(console))
        #expect(preferences.palette == ["orders"])
        var next = try ConsoleFixture()
        next.state.preferences = preferences
        next.press(.character(":"))
        guard case .palette(let palette)? = next.state.overlay else {
            Issue.record("no palette")
            return
        }
        #expect(palette.matches.first?.name == "orders")
    }

    @Test func `a history of the palette is bounded and has each name once`() throws {
        var console = try ConsoleFixture()
        console.state.preferences.palette = (0..<50).map { "name\($0)" }
        for _ in 0..<2 {
            console.press(.character(":"))
            console.type("orders")
            console.press(.enter)
        }
        #expect(console.state.preferences.palette.count == 50)
        #expect(console.state.preferences.palette.prefix(2) == ["orders", "name0"])
    }

    @Test func `failures that were looked at are new no more, on this endpoint alone`() throws {
        var console = try ConsoleFixture()
        console.press(.character("0"))
        #expect(console.text.contains("× new "))
        console.press(.escape)
        let preferences = try #require(remembered(console))
        var next = try ConsoleFixture()
        next.state.preferences = preferences
        next.press(.character("0"))
        #expect(!next.text.contains("× new "))
        var other = try ConsoleFixture(endpoint: "https://nb-pipeline.qiniuapi.com")
        other.state.preferences = preferences
        other.press(.character("0"))
        #expect(other.text.contains("× new "))
        other.press(.escape)
        let both = try #require(remembered(other))
        #expect(both.seenFailures.count == 2)
    }

    @Test func `a preferences is read back as it was written`() throws {
        var preferences = Preferences()
        preferences.views["jobs"] = ViewChoice(
            sort: SortOrder("NAME", isDescending: true),
            hidden: ["X"]
        )
        preferences.palette = ["访问日志", "q"]
        preferences.seenFailures = ["http://a broken/7"]
        let data = try JSONCoding.encode(preferences)
        #expect(try JSONCoding.decode(Preferences.self, from: data) == preferences)
    }

    @Test(arguments: [
        #"{"palette":["orders"]}"#, #"{"palette":["orders"],"views":3,"seenFailures":null}"#,
        #"{"palette":["orders"],"views":{"jobs":{"hidden":1}},"new":{"a":1}}"#,
    ])
    func `what another version wrote differently is forgotten, the rest kept`(_ text: String) throws
    {
        let preferences = try JSONCoding.decode(Preferences.self, from: Data(text.utf8))
        #expect(preferences.palette == ["orders"] && preferences.views.isEmpty)
    }

    @Test func `a view that was never chosen is not written down`() throws {
        var console = try ConsoleFixture()
        console.state.preferences[view: .jobs] = ViewChoice()
        #expect(console.state.preferences.views.isEmpty)
    }
}
