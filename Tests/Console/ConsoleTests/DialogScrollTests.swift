import Screen
import Testing

@testable import Console

@Suite struct DialogScrollTests {
    private static let scenes = [
        "bulk-plan", "bulk-result", "confirm", "confirm-name", "command", "message", "push-plan",
        "push-refused", "strange-confirm",
    ]

    /// The lines in the dialog's box now, without what stands under them.
    private func box(_ console: ConsoleFixture) -> [String] {
        let lines = console.screen.lines.compactMap { line -> String? in
            let parts: [Substring] = line.split(separator: "│")
            return parts.map(String.init).first { $0.displayWidth == 36 }
        }
        return lines.dropLast(2)
    }

    @Test(arguments: scenes)
    func `on the smallest screen everything a dialog says can be scrolled to`(_ name: String) throws
    {
        let scene = try #require(Scene.all.first { $0.name == name })
        let large = try scene.console(width: 40, height: 60)
        var small = try scene.console(width: 40, height: 10)
        var seen = Set(box(small))
        for _ in 0..<30 {
            small.press(.down)
            seen.formUnion(box(small))
        }
        #expect(!small.text.contains(" more ─"), "there is more than can be reached")
        #expect(box(large).filter { !seen.contains($0) } == [])
        let end = small.screen
        small.press(.down)
        #expect(small.screen == end)
        small.press(.up)
        #expect(small.screen != end)
    }

    @Test func `where everything is in sight nothing scrolls`() throws {
        var console = try ConsoleFixture()
        console.select(job: "broken")
        console.press(.character("r"))
        let before = console.screen
        console.press(.down, .down, .up)
        #expect(console.screen == before)
    }

    @Test func `what is typed to confirm is in sight, however long the name`() throws {
        let scene = try #require(Scene.all.first { $0.name == "strange-confirm" })
        var console = try scene.console(width: 40, height: 10)
        console.type(HostileAccount.names[0])
        #expect(console.text.contains("报表和告警_"))
        console.press(.enter)
        #expect(console.sent?.address.name == HostileAccount.names[0])
    }

    @Test func `the field in focus is in sight, and the end of what is typed into it`() throws {
        var console = try ConsoleFixture(width: 40, height: 10)
        console.press(.character("1"), .character("U"))
        console.type("/a/very/long/path/that/no/small/screen/has/room/for/points.txt")
        #expect(console.text.contains("/points.txt_"))
        console.press(.enter)
        #expect(console.text.contains("text_"))
    }
}
