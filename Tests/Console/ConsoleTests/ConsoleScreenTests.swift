import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ConsoleScreenTests {
    @Test func `the jobs with the runs of the selected one, where all panes are open`() throws {
        var console = try ConsoleFixture(width: 100, height: 30)
        console.select(job: "hourly_pv")
        try expectScreen(console.screen, "jobs-100x30")
    }

    @Test func `the help lists every key`() throws {
        var console = try ConsoleFixture(width: 100, height: 120)
        console.press(.character("?"))
        try expectScreen(console.screen, "help-100x120")
        for binding in Keymap.standard.bindings { #expect(console.text.contains(binding.help)) }
    }

    @Test func `a schema is a tree that folds`() throws {
        var console = try ConsoleFixture(width: 80, height: 24)
        console.press(.character("1"), .character("i"))
        #expect(console.text.contains("city"))
        console.press(.down, .down, .enter)
        #expect(!console.text.contains("city"))
        console.press(.enter)
        #expect(console.text.contains("city"))
    }

    @Test func `in ASCII nothing but ASCII frames the data`() throws {
        var console = try ConsoleFixture(width: 80, height: 24)
        console.select(job: "hourly_pv")
        let canvas = console.state.render(glyphs: .ascii)
        #expect(canvas.lines.joined().allSatisfy { $0.isASCII })
    }

    @Test func `a screen too small says how large it must be`() throws {
        let console = try ConsoleFixture(width: 39, height: 9)
        #expect(console.screen.lines.first == "pandora needs 40×10, this is 39×9")
    }

    @Test func `a narrow footer still has the help and the way out`() throws {
        let console = try ConsoleFixture(width: 60, height: 20)
        let footer = try #require(console.screen.lines.last)
        #expect(footer.contains("? help"))
        #expect(footer.contains("q quit"))
    }

    @Test func `in a window too small to show it no key does anything but quit`() throws {
        var console = try ConsoleFixture(width: 39, height: 9)
        let before = console.state
        console.press(.character("4"), .character("S"), .character("y"), .enter)
        #expect(console.state == before)
        console.press(.character("q"))
        #expect(console.effects == [.quit])
    }

    @Test(arguments: [(80, 24), (40, 10), (400, 120)])
    func `every kind renders at every size`(_ width: Int, _ height: Int) throws {
        for index in ResourceCatalogue.panes.indices {
            var console = try ConsoleFixture(width: width, height: height)
            console.press(.character(Character("\(index + 1)")))
            console.press(.enter, .character("]"), .character("]"), .character("z"))
            #expect(console.screen.size == Size(width: width, height: height))
        }
    }

    @Test func `text from the service never reaches the screen raw`() throws {
        var console = try ConsoleFixture()
        var run = Samples.failedRun
        run.message = "evil \u{1b}[2J\u{7}\u{9b}31m \u{202e}txt"
        console.answer(.runs, .job("broken"), [run]) { String($0.runId) }
        console.select(job: "broken")
        console.press(.enter, .enter)
        let scalars = console.text.unicodeScalars.filter { $0 != "\n" }
        #expect(scalars.allSatisfy { !$0.properties.isBidiControl && $0.value >= 0x20 })
        #expect(!scalars.contains("\u{9b}") && !scalars.contains("\u{7f}"))
    }

    @Test func `moving the cursor changes the marker's cells and nothing else`() throws {
        var console = try ConsoleFixture(width: 100, height: 30)
        console.press(.home)
        console.rest()
        let before = console.screen
        console.press(.down)
        let after = console.screen
        var changed: [Point] = []
        for y in 0..<30 {
            for x in 0..<100 where before[x, y] != after[x, y] { changed.append(Point(x: x, y: y)) }
        }
        #expect(changed.count == 2)
        #expect(Set(changed.map(\.x)).filter { $0 == 1 }.count == 1)
    }
}
