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
        let console = try scene.console(width: 80, height: 24, words: Words(.chinese))
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
        for line in console.state.render(glyphs: .ascii).lines {
            #expect(line.allSatisfy { $0.isASCII }, "\(scene.name): \(line)")
        }
    }

    @Test(arguments: Scene.all, [41, 47, 59, 60, 79, 99, 100, 133, 240])
    func `no width breaks a screen`(_ scene: Scene, _ width: Int) throws {
        for (height, language) in [(11, Words.Language.english), (30, .chinese)] {
            let words = Words(language)
            let console = try scene.console(width: width, height: height, words: words)
            expectSound(console.screen)
        }
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
        #expect(lines.count == screen.size.height, sourceLocation: sourceLocation)
        for line in lines {
            #expect(
                line.displayWidth <= screen.size.width,
                "'\(line)' is too wide",
                sourceLocation: sourceLocation
            )
            #expect(line == line.printable, sourceLocation: sourceLocation)
        }
    }
}
