import PipelineAPI
import Screen
import Testing

@testable import Console

/// Text pasted where the terminal does not bracket it comes as keys, all at once.
@Suite struct PastingTests {
    private let taken = "pasted text, or several keys at once: nothing was done"

    private func burst(
        _ text: String,
        continues: Bool = false,
        in console: inout ConsoleFixture
    ) {
        let keys = text.map(Key.init(pasted:))
        console.receive(.terminal(.burst(keys, continues: continues)))
    }

    @Test(arguments: ["try again", "eXactly so", "Summary\nyes", "q", "new", "W", "jkr"])
    func `keys that come at once do nothing, and that is said`(_ text: String) throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        let (pages, panes) = (console.state.pages, console.state.panes)
        burst(text, in: &console)
        #expect(console.effects.isEmpty && console.state.overlay == nil)
        #expect(console.state.notice?.text == taken)
        #expect(console.state.pages == pages && console.state.panes == panes)
    }

    @Test func `where all of them move they move`() throws {
        var console = try ConsoleFixture()
        console.receive(.terminal(.burst([.home, .down, .character("j"), .up], continues: false)))
        var other = try ConsoleFixture()
        other.press(.home, .down, .character("j"), .up)
        #expect(console.state == other.state)
        console.receive(.terminal(.burst([.character("8"), .down, .enter], continues: false)))
        #expect(console.state.page?.address.kind == .runs)
    }

    @Test func `the end of a text moves nothing either`() throws {
        var console = try ConsoleFixture()
        burst("quic", in: &console)
        let panes = console.state.panes
        burst("k\n", continues: true, in: &console)
        #expect(console.state.panes == panes && console.state.focus == .sidebar)
        burst("kj", in: &console)
        burst("kk", continues: true, in: &console)
        #expect(console.state.panes != panes)
    }

    @Test func `a text field takes them as text, without the line's end`() throws {
        var console = try ConsoleFixture()
        console.press(.character("/"))
        burst("hxy\nq", in: &console)
        #expect(console.state.panes[console.state.activePane].filter.text == "hxyq")
        #expect(console.state.notice?.text.contains("Enter was left out") == true)
        console.receive(
            .terminal(.burst([.backspace, .character("a"), .backspace, .up], continues: false))
        )
        #expect(console.state.panes[console.state.activePane].filter.text == "hxyq")
        console.press(.escape, .character(":"))
        burst("workfl\n", in: &console)
        guard case .palette(let palette)? = console.state.overlay else {
            Issue.record("no palette")
            return
        }
        #expect(palette.query == "workfl")
    }

    @Test func `a search and a form take them as text`() throws {
        var console = try Scene("search", .wide, "Home Enter Enter /").console(
            width: 120,
            height: 40
        )
        burst("conv\nq", in: &console)
        #expect(console.state.page?.search?.text == "convq")
        console.press(.escape, .character("E"))
        burst("x\ny", in: &console)
        guard case .form(let form)? = console.state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.values["format"]?.hasSuffix("xy") == true)
    }

    @Test func `a name to type is taken as text, and Enter is a key of its own`() throws {
        var console = try ConsoleFixture()
        console.select(job: "idle")
        console.press(.character("D"))
        burst("idle\n", in: &console)
        #expect(console.text.contains("type 'idle': _"))
        console.look()
        burst("idle\n", in: &console)
        #expect(console.effects.isEmpty && console.text.contains("type 'idle': idle_"))
        // The line's end may come as a piece of its own.
        console.press(.enter)
        #expect(console.effects.isEmpty && console.state.overlay != nil)
        console.lookAndPress(.enter)
        #expect(console.effects.count == 1)
    }

    @Test func `letters that follow what came at once are typed all the same`() throws {
        var console = try ConsoleFixture()
        console.select(job: "idle")
        console.press(.character("D"))
        console.look()
        burst("id", in: &console)
        console.type("le")
        #expect(console.text.contains("type 'idle': idle_"))
    }

    @Test func `no answer is among keys that come at once, nor just after them`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        console.look()
        burst("yes", in: &console)
        console.press(.character("y"))
        #expect(console.effects.isEmpty && console.state.overlay != nil)
        #expect(console.state.notice?.text == taken)
        console.lookAndPress(.character("y"))
        #expect(console.effects.count == 1)
    }

    @Test func `a plan can be scrolled by keys that come at once`() throws {
        var console = try ConsoleFixture(width: 40, height: 10)
        console.select(job: "broken")
        console.press(.character("r"))
        console.look()
        console.receive(.terminal(.burst([.down, .down, .up], continues: false)))
        console.lookAndPress(.character("y"))
        #expect(console.effects.count == 1)
    }

    @Test func `in a window too small to show it nothing comes of them`() throws {
        var console = try ConsoleFixture(width: 39, height: 9)
        let before = console.state
        burst("Summary\nyes", in: &console)
        #expect(console.state == before && console.effects.isEmpty)
    }
}

extension Key {
    /// The key that a character of a pasted text comes as.
    init(pasted character: Character) {
        self =
            switch character {
            case "\n": .enter
            case "\t": .tab
            default: .character(character)
            }
    }
}
