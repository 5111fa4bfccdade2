import PipelineAPI
import Screen
import Testing

@testable import Console

/// Whatever is pasted, wherever, however the terminal delivers it: nothing is changed by it.
@Suite struct PastedTextTests {
    private static let texts = OrdinaryTexts.texts(200, seed: 7)

    /// Those that have done something once, and a few of the others, which differ from scene to scene.
    private static func some(for scene: Scene) -> [String] {
        let place = Scene.all.firstIndex { $0.name == scene.name } ?? 0
        let others = texts.dropFirst(OrdinaryTexts.known.count).enumerated()
        return OrdinaryTexts.known + others.filter { $0.offset % 20 == place % 20 }.map(\.element)
    }

    @Test(arguments: Scene.all)
    func `a text that comes as one changes nothing on any screen`(_ scene: Scene) throws {
        let console = try scene.console(width: 120, height: 40)
        let isOpen = console.state.overlay != nil
        var (acting, opening): ([String], [String]) = ([], [])
        for text in Self.texts {
            for event in [
                TerminalEvent.paste(text), .burst(text.map(Key.init(pasted:)), continues: false),
            ] {
                var console = console
                console.receive(.terminal(event))
                if console.effects.contains(where: \.acts) { acting.append(text) }
                if (console.state.overlay != nil) != isOpen { opening.append(text) }
            }
        }
        #expect(acting == [])
        #expect(opening == [])
    }

    /// Its first letter is a key that anybody may have pressed, where it comes by itself.
    @Test(arguments: Scene.all)
    func `a text in pieces changes nothing on any screen`(_ scene: Scene) throws {
        let console = try scene.console(width: 120, height: 40)
        guard console.state.overlay?.question == nil else { return }
        for text in Self.some(for: scene) where text.count > 1 {
            var console = console
            let keys = text.map(Key.init(pasted:))
            console.press(keys[0])
            #expect(console.effects.filter(\.changes) == [])
            for piece in [keys[1..<min(3, keys.count)], keys.dropFirst(3)] where !piece.isEmpty {
                let continues = piece.startIndex > 1
                console.receive(.terminal(.burst(Array(piece), continues: continues)))
                #expect(console.effects.filter(\.acts) == [], "\(text.debugDescription)")
            }
        }
    }

    @Test(arguments: Scene.all)
    func `a text that comes letter by letter sends nothing on any screen`(_ scene: Scene) throws {
        let console = try scene.console(width: 80, height: 24)
        guard console.state.overlay?.question == nil else { return }
        var sending: [String] = []
        for text in Self.some(for: scene) {
            var console = console
            for key in text.map(Key.init(pasted:)) {
                console.press(key)
                if console.effects.contains(where: \.changes) { sending.append(text) }
                if console.effects.contains(.quit) { break }
            }
        }
        #expect(sending == [])
    }
}

extension ConsoleEffect {
    /// Whether something outside of the console is changed by it.
    fileprivate var changes: Bool {
        switch self {
        case .task(.perform), .task(.performNext), .task(.submit), .task(.transfer), .task(.write):
            true
        default: false
        }
    }

    /// Whether it is more than moving about brings.
    fileprivate var acts: Bool {
        switch self {
        case .task(.edit), .task(.inspectFile), .task(.cancelTransfer), .exit, .terminal(.copy),
            .terminal(.suspend):
            true
        default: changes
        }
    }
}
