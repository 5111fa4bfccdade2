import Screen
import Testing

@testable import CursesTerminal

@Suite struct KeyBurstTests {
    private let later = KeyBurst.gap * 2

    private func typed(_ text: String) -> [TerminalEvent] {
        text.map { .key($0 == "\n" ? .enter : .character($0)) }
    }

    private func burst(_ text: String, continues: Bool = false) -> TerminalEvent {
        .burst(text.map { $0 == "\n" ? .enter : .character($0) }, continues: continues)
    }

    @Test func `keys that are read one by one are keys`() {
        var burst = KeyBurst()
        for key in typed("try again") {
            #expect(burst.grouped([key], after: .zero) == [key])
        }
    }

    @Test func `keys that are read together are a burst`() {
        var detector = KeyBurst()
        #expect(detector.grouped(typed("Summary\nyes"), after: later) == [burst("Summary\nyes")])
    }

    @Test func `one key that is held down is that key so often`() {
        var detector = KeyBurst()
        for _ in 0..<3 {
            #expect(detector.grouped(typed("jjjj"), after: .zero) == typed("jjjj"))
            #expect(detector.grouped(typed("j"), after: .zero) == typed("j"))
        }
    }

    @Test func `what follows in pieces is a burst until the line is quiet`() {
        var detector = KeyBurst()
        #expect(detector.grouped(typed("tr"), after: later) == [burst("tr")])
        #expect(detector.grouped(typed("y"), after: KeyBurst.gap) == [burst("y", continues: true)])
        #expect(detector.grouped([], after: .zero) == [])
        #expect(detector.grouped(typed("y"), after: .zero) == [burst("y", continues: true)])
        #expect(detector.grouped(typed("y"), after: later) == typed("y"))
        #expect(detector.grouped(typed("ry"), after: .zero) == [burst("ry")])
    }

    @Test func `a text may begin with a letter twice`() {
        var detector = KeyBurst()
        #expect(detector.grouped(typed("ss"), after: later) == typed("ss"))
        #expect(detector.grouped(typed("h"), after: .zero) == [burst("h")])
    }

    @Test func `ctrl-c and ctrl-l stay keys, and what is no key keeps its place`() {
        var detector = KeyBurst()
        let events = typed("ab") + [.key(.control("c"))] + typed("cd") + [.focusLost] + typed("e")
        #expect(
            detector.grouped(events, after: later) == [
                burst("ab"), .key(.control("c")), burst("cd", continues: true), .focusLost,
                burst("e", continues: true),
            ]
        )
        #expect(detector.grouped([.key(.control("l"))], after: .zero) == [.key(.control("l"))])
    }

    @Test func `a key with Alt is Esc and the key`() {
        var detector = KeyBurst()
        let keys: [TerminalEvent] = [.key(.escape), .key(.character("x"))]
        #expect(detector.grouped(keys, after: later) == keys)
    }

    @Test func `keys that come with a pasted text are part of it`() {
        var detector = KeyBurst()
        let events: [TerminalEvent] = [.paste("a")] + typed("y")
        #expect(
            detector.grouped(events, after: later) == [.paste("a"), burst("y", continues: true)]
        )
        #expect(detector.grouped(typed("y"), after: .zero) == [burst("y", continues: true)])
        #expect(detector.grouped(typed("y"), after: later) == typed("y"))
    }
}
