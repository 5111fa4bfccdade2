import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct PaletteTests {
    @Test func `a kind without a digit is reached by its name`() throws {
        var console = try ConsoleFixture()
        console.press(.character(":"))
        console.type("workf")
        console.press(.enter)
        #expect(console.state.panes[console.state.activePane].kind == .workflows)
    }

    @Test func `a resource is reached by some letters of its name`() throws {
        var console = try ConsoleFixture()
        console.press(.character(":"))
        console.type("hrlypv")
        console.press(.enter)
        let address = ResourceAddress(.jobs, .root, "hourly_pv")
        #expect(console.state.focusedAddress == address)
        #expect(console.state.page?.address == address)
    }

    @Test func `a command is done as its key does it`() throws {
        var console = try ConsoleFixture()
        console.press(.character(":"))
        console.type("pause")
        console.press(.enter)
        #expect(console.state.traffic.isPaused && console.state.overlay == nil)
    }

    @Test func `what begins with the query stands before what only holds its letters`() {
        let names = ["my_runs_old", "other", "runs", "r_u_n_s"]
        var palette = CommandPalette(
            entries: names.map { CommandPalette.Entry(name: $0, note: "", target: .kind(.jobs)) }
        )
        for character in "runs" { _ = palette.press(.character(character)) }
        #expect(palette.matches.map(\.name) == ["runs", "my_runs_old", "r_u_n_s"])
    }

    @Test func `Enter on nothing stays, Esc and a last Backspace leave`() throws {
        var palette = CommandPalette(entries: [])
        #expect(palette.press(.enter) == .stay)
        #expect(palette.press(.character("a")) == .stay)
        #expect(palette.press(.backspace) == .stay)
        #expect(palette.press(.backspace) == .cancel)
        #expect(palette.press(.escape) == .cancel)
    }
}
