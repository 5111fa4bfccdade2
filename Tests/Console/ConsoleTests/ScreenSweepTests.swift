import PipelineAPI
import Screen
import Testing

@testable import Console

/// Every screen and every dialog at the sizes there are, in both languages and in ASCII.
@Suite struct ScreenSweepTests {
    private static let sizes = [
        Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 40, height: 10),
    ]

    @Test(arguments: Scene.all, sizes)
    func `every screen in English`(_ scene: Scene, _ size: Size) throws {
        let console = try scene.console(width: size.width, height: size.height)
        expectSound(console.screen)
        try expectScreen(console.screen, "\(scene.name)-\(size.width)x\(size.height)")
    }

    @Test(arguments: Scene.all)
    func `every screen in Chinese`(_ scene: Scene) throws {
        let console = try scene.console(width: 80, height: 24, localizer: Localizer(.chinese))
        expectSound(console.screen)
        try expectScreen(console.screen, "\(scene.name)-80x24-zh")
    }

    @Test(arguments: Scene.all)
    func `every screen in ASCII`(_ scene: Scene) throws {
        let canvas = try scene.console(width: 80, height: 24).state.render(glyphs: .ascii)
        expectSound(canvas)
        try expectScreen(canvas, "\(scene.name)-80x24-ascii")
    }

    @Test(arguments: Scene.all.filter { $0.world == .whole }, sizes)
    func `in ASCII nothing but ASCII is drawn around data`(_ scene: Scene, _ size: Size) throws {
        let console = try scene.console(width: size.width, height: size.height, in: .plain)
        let lines = console.state.render(glyphs: .ascii).lines
        #expect(lines.filter { !$0.utf8.allSatisfy { $0 < 0x80 } } == [])
    }

    @Test(arguments: Scene.all, [(47, 11), (60, 30), (99, 16), (133, 50)])
    func `no size between breaks a screen`(_ scene: Scene, _ size: (Int, Int)) throws {
        let localizer = Localizer(size.0 % 2 == 0 ? .english : .chinese)
        expectSound(try scene.console(width: size.0, height: size.1, localizer: localizer).screen)
    }

    @Test func `every scene has a name of its own`() {
        #expect(Set(Scene.all.map(\.name)).count == Scene.all.count)
    }

    /// No line is wider than the screen, and nothing in it acts on a terminal.
    private func expectSound(
        _ screen: Canvas,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let lines = screen.lines
        let wide = lines.filter { $0.displayWidth > screen.size.width }
        #expect(lines.count == screen.size.height, sourceLocation: sourceLocation)
        #expect(wide == [], sourceLocation: sourceLocation)
        #expect(lines.filter { $0 != $0.printable } == [], sourceLocation: sourceLocation)
    }
}
