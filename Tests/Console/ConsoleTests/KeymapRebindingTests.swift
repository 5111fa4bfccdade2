import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct KeymapRebindingTests {
    private func console(_ wishes: [String: [String]], height: Int = 90) throws -> ConsoleFixture {
        var console = try ConsoleFixture(width: 120, height: height)
        console.state.keymap = try Keymap.standard.rebound(wishes)
        return console
    }

    @Test func `a command has the keys it is given and no others`() throws {
        var console = try console(["pause": ["F5", "Ctrl-P"]])
        console.press(.character("p"))
        #expect(!console.state.traffic.isPaused)
        console.press(.function(5))
        #expect(console.state.traffic.isPaused)
        console.press(.control("p"))
        #expect(!console.state.traffic.isPaused)
    }

    @Test func `an action is rebound as a command is, for every kind that has it`() throws {
        var console = try console(["rerun": ["Q"], "delete": ["F8"]])
        console.select(job: "broken")
        console.press(.character("r"))
        #expect(console.state.overlay == nil)
        console.press(.character("Q"))
        #expect(console.text.contains("Rerun run 7 of 'broken'?"))
        console.press(.escape, .character("1"), .function(8))
        #expect(console.text.contains("Delete repo 'access_log'?"))
    }

    @Test func `a clash names both commands and the key`() {
        #expect(throws: KeymapError.self) { try Keymap.standard.rebound(["pause": ["R"]]) }
        #expect(message(["pause": ["R"]]).contains("'refresh' and 'pause' both have R"))
        #expect(
            message(["zoom": ["F9"], "times": ["F9"]]).contains("'zoom' and 'times' both have F9")
        )
        // An action's key is as taken as a command's.
        #expect(message(["zoom": ["r"]]).contains("'rerun' and 'zoom' both have r"))
    }

    @Test func `two commands may change places`() throws {
        var console = try console(["refresh": ["p"], "pause": ["R"]])
        console.press(.character("R"))
        #expect(console.state.traffic.isPaused)
    }

    @Test func `a title that is no command's is told`() {
        #expect(message(["fly": ["x"]]).contains("there is no command 'fly': 'pandora keys' lists"))
    }

    @Test(arguments: ["", "Hyper-X", "Ctrl-", "ab", "F99"])
    func `a key that is none is told with what it was for`(_ label: String) {
        #expect(message(["pause": [label]]).contains("'\(label)' for 'pause' is no key"))
    }

    @Test func `the help, the footer and the palette show the new key`() throws {
        var console = try console(["filter": ["F3"], "help": ["F1"], "pause": ["F5"]])
        #expect(console.text.contains("F3 filter") && console.text.contains("F1 help"))
        #expect(!console.text.contains("/ filter"))
        console.press(.function(1))
        let help = console.screen.lines
        #expect(help.contains { $0.contains("F3 ") && $0.contains("filter a list") })
        #expect(help.contains { $0.contains("F5 ") && $0.contains("pause polling") })
        console.press(.escape, .character(":"))
        console.type("pause")
        #expect(console.text.contains("F5  pause polling"))
    }

    @Test func `a command without a key is reached by name and not offered in the footer`() throws {
        var console = try console(["filter": []])
        #expect(!console.screen.lines.last!.contains("filter"))
        console.press(.character(":"))
        console.type("filter")
        console.press(.enter)
        #expect(console.state.focusedList?.filter.isEditing == true)
    }

    @Test func `a key that a terminal sends for a named one clashes with that one`() {
        #expect(message(["pause": ["Ctrl-M"]]).contains("both have Enter"))
        #expect(message(["pause": ["Ctrl-I"]]).contains("both have Tab"))
    }

    private func message(_ wishes: [String: [String]]) -> String {
        do throws(KeymapError) {
            _ = try Keymap.standard.rebound(wishes)
            return ""
        } catch { return error.description }
    }
}
