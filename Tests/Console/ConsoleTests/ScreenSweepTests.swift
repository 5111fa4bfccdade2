import PipelineAPI
import Screen
import Testing

@testable import Console

/// Every screen and every dialog: once as a picture that is kept, and by the rules of all pictures in every
/// size, in both languages and in ASCII.
@Suite struct ScreenSweepTests {
    @Test(arguments: Scene.all)
    func `every scene looks as it is kept`(_ scene: Scene) throws {
        let form = scene.form
        let console = try scene.console(
            width: form.size.width,
            height: form.size.height,
            localizer: form.localizer
        )
        let canvas = console.state.render(glyphs: form.glyphs)
        try expectScreen(canvas, "\(scene.name)-\(form.suffix)")
    }

    /// Begun large and small, since keys may lead elsewhere in a small window, then resized.
    @Test(
        arguments: Scene.all,
        [
            [(80, 24), (120, 40), (60, 30), (133, 50)], [(40, 10), (47, 11), (99, 16)],
        ]
    )
    func `in every size a picture keeps the rules`(_ scene: Scene, _ sizes: [(Int, Int)]) throws {
        try expectSound(scene, sizes, Localizer(.english))
    }

    @Test(arguments: Scene.all)
    func `in Chinese a picture keeps the rules, and every text has its translation`(
        _ scene: Scene
    ) throws {
        let localizer = Localizer(.chinese, marksMissing: true)
        try expectSound(scene, [(80, 24), (40, 10), (133, 50)], localizer)
    }

    @Test(arguments: Scene.all)
    func `in ASCII a picture keeps the rules, with nothing but ASCII around data`(
        _ scene: Scene
    ) throws {
        let isPlain = scene.world == .whole
        var console = try scene.console(width: 80, height: 24, in: isPlain ? .plain : nil)
        for (width, height) in [(80, 24), (120, 40), (40, 10)] {
            console.receive(.terminal(.resized(Size(width: width, height: height))))
            let rules = PictureRules(console.state, glyphs: .ascii)
            #expect(rules.violations == [])
            let isASCII = rules.lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
            #expect(isASCII || !isPlain, "\(width)x\(height)")
        }
    }

    @Test func `every scene has a name of its own, and every kept picture a test`() throws {
        #expect(Set(Scene.all.map(\.name)).count == Scene.all.count)
        let kept = Scene.all.map { "\($0.name)-\($0.form.suffix)" }
        #expect(try ScreenSnapshot.names() == Set(kept + ["jobs-100x30", "help-100x120"]))
    }

    @Test func `each size, language and set of glyphs is kept of some scenes`() {
        for form in Scene.Form.allCases {
            #expect(Scene.all.count { $0.form == form } >= 8, "\(form)")
        }
    }

    private func expectSound(
        _ scene: Scene,
        _ sizes: [(Int, Int)],
        _ localizer: Localizer
    ) throws {
        var console = try scene.console(
            width: sizes[0].0,
            height: sizes[0].1,
            localizer: localizer
        )
        for (width, height) in sizes {
            console.receive(.terminal(.resized(Size(width: width, height: height))))
            #expect(PictureRules(console.state).violations == [], "\(width)x\(height)")
        }
    }
}
