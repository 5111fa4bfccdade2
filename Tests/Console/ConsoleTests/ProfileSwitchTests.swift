import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ProfileSwitchTests {
    private func console(_ profiles: [String]) throws -> ConsoleFixture {
        var console = try ConsoleFixture()
        console.state.profiles = profiles
        return console
    }

    @Test func `P lists the profiles, the present one marked`() throws {
        var console = try console(["local", "production", "测试"])
        console.press(.character("P"))
        let lines = console.screen.lines
        #expect(lines.contains { $0.contains("● local") })
        #expect(lines.contains { $0.contains("production") && !$0.contains("●") })
        #expect(lines.contains { $0.contains("测试") })
    }

    @Test func `another profile is switched to, by the one effect that ends this console`() throws {
        var console = try console(["local", "production"])
        console.press(.character("P"), .down, .enter)
        #expect(console.effects == [.switchProfile("production")])
        #expect(console.state.overlay == nil)
    }

    @Test func `the present profile again is no switch, and Esc is none`() throws {
        var console = try console(["local", "production"])
        console.press(.character("P"), .enter)
        #expect(console.effects.isEmpty && console.state.overlay == nil)
        console.press(.character("P"), .down, .escape)
        #expect(console.effects.isEmpty && console.state.overlay == nil)
    }

    @Test func `with no other profile it is said where to add one`() throws {
        for profiles in [[], ["local"]] {
            var console = try console(profiles)
            console.press(.character("P"))
            #expect(console.state.overlay == nil)
            #expect(console.state.notice?.text.contains("there is no other profile") == true)
        }
    }

    @Test func `a profile's name is never taken for a text of the catalogue`() throws {
        var console = try console(["local", "status", "Failed"])
        console.state.display.localizer = Localizer(.chinese)
        console.press(.character("P"))
        #expect(console.text.contains("Failed") && console.text.contains("  status"))
    }

    @Test func `the palette leads there, too`() throws {
        var console = try console(["local", "production"])
        console.press(.character(":"))
        console.type("profile")
        console.press(.enter, .down, .enter)
        #expect(console.effects.contains(.switchProfile("production")))
    }
}
