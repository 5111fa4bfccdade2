import CNcurses
import Screen
import Testing

@testable import CursesTerminal

@Suite struct InputDecoderTests {
    @Test func `a lone escape is a key once nothing follows`() {
        var decoder = InputDecoder()
        #expect(decoder.receive(.scalar(0x1B)) == [])
        #expect(decoder.flush() == [.key(.escape)])
        #expect(decoder.flush() == [])
    }

    @Test func `an escape before another key stays a key`() {
        #expect(events("\u{1B}q") == [.key(.escape), .key(.character("q"))])
        #expect(events("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
    }

    @Test(arguments: ["\u{1B}[1;9X", "\u{1B}[27;5;13~", "\u{1B}OZ", "\u{1B}[?62;c"])
    func `an unknown sequence does not become keys`(sequence: String) {
        #expect(events(sequence + "q") == [.key(.character("q"))])
    }

    @Test func `a paste is one event and none of its letters is a key`() {
        var decoder = InputDecoder()
        #expect(decoder.receive(.code(InputDecoder.Code.pasteStart.rawValue)) == [])
        for scalar in "rm 日志\r\u{1B}q".unicodeScalars {
            #expect(decoder.receive(.scalar(scalar.value)) == [])
        }
        #expect(decoder.receive(.code(KEY_UP)) == [])
        #expect(decoder.flush() == [])
        #expect(
            decoder.receive(.code(InputDecoder.Code.pasteEnd.rawValue))
                == [.paste("rm 日志\n\u{1B}q")]
        )
    }

    @Test func `ctrl-c ends a paste whose end got lost`() {
        var decoder = InputDecoder()
        _ = decoder.receive(.code(InputDecoder.Code.pasteStart.rawValue))
        _ = decoder.receive(.scalar(0x61))
        #expect(decoder.receive(.scalar(3)) == [.paste("a")])
        #expect(decoder.receive(.scalar(0x71)) == [.key(.character("q"))])
    }

    @Test func `every control byte is a key`() {
        for value in (UInt32(0)..<0x20).filter({ $0 != 0x1B }) + [0x7F] {
            #expect(KeyTable.key(scalar: value) != nil, "\(value)")
        }
        #expect(KeyTable.key(scalar: 0x0D) == .enter)
        #expect(KeyTable.key(scalar: 0x0C) == .control("l"))
        #expect(KeyTable.key(scalar: 0x1F) == .control("_"))
        #expect(KeyTable.key(scalar: 0x9B) == nil)
    }

    @Test func `codes without a meaning here are dropped`() {
        #expect(KeyTable.key(code: KEY_RESIZE) == nil)
        #expect(KeyTable.key(code: KEY_F0 + 12) == .function(12))
        #expect(KeyTable.key(code: KEY_DC) == .delete)
    }

    @Test func `a paste whose end never comes is over when nothing has come for a while`() {
        var decoder = InputDecoder()
        _ = decoder.receive(.code(InputDecoder.Code.pasteStart.rawValue))
        for value in [UInt32(0x61), 0x1B, 0x71] { #expect(decoder.receive(.scalar(value)) == []) }
        #expect(decoder.flush() == [] && decoder.isWaiting)
        #expect(decoder.expire() == [.paste("a\u{1B}q")])
        #expect(!decoder.isWaiting)
        #expect(decoder.receive(.scalar(0x71)) == [.key(.character("q"))])
    }

    @Test func `the marks of a paste may come in pieces`() {
        var decoder = InputDecoder()
        #expect(events("\u{1B}[20", in: &decoder) == [])
        #expect(events("0~q\u{1B}[2", in: &decoder) == [])
        #expect(events("01~j", in: &decoder) == [.paste("q"), .key(.character("j"))])
    }

    private static let answers = [
        "\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{7}", "\u{1B}]10;rgb:d5d5/d8d8/dddd\u{1B}\\",
        "\u{1B}]52;c;RGVsZXRl\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}^secret y\u{1B}\\",
        "\u{1B}Xry\u{1B}\\", "\u{1B}P>|XTerm(390)\u{1B}\\", "\u{1B}P1$r0m\u{9C}",
        "\u{9D}11;rgb:0/0/0\u{9C}", "\u{90}>|yes\u{9C}", "\u{9F}ry\u{1B}\\", "\u{9B}?62;c",
        "\u{1B}[?62;22c", "\u{1B}[12;40R", "\u{1B}[" + String(repeating: "1;", count: 200) + "y",
    ]

    @Test(arguments: answers)
    func `an answer of the terminal is no key, in one piece or in two`(answer: String) {
        #expect(events(answer + "q") == [.key(.character("q"))])
        let scalars = Array(answer.unicodeScalars)
        // Between the first two ncurses itself waits, as for any key with Esc.
        for cut in 2..<scalars.count {
            var decoder = InputDecoder()
            #expect(events(text(scalars[..<cut]), in: &decoder) == [], "\(cut)")
            #expect(decoder.isWaiting)
            #expect(events(text(scalars[cut...]), in: &decoder) == [], "\(cut)")
            #expect(events("q", in: &decoder) == [.key(.character("q"))])
        }
    }

    @Test(arguments: answers)
    func `an answer whose end is lost does not lock the keyboard`(answer: String) {
        let scalars = answer.unicodeScalars.dropLast()
        var decoder = InputDecoder()
        #expect(events(text(Array(scalars)[...]), in: &decoder) == [])
        #expect(decoder.expire() == [] && !decoder.isWaiting)
        #expect(events("q", in: &decoder) == [.key(.character("q"))])
    }

    @Test func `an answer without an end is over at a length none has`() {
        let many = String(repeating: "x", count: 100_100)
        #expect(events("\u{1B}]52;c;" + many + "q").last == .key(.character("q")))
    }

    @Test(arguments: [("\u{3}", Key.control("c")), ("\u{C}", .control("l")), ("\r", .enter)])
    func `a control key within an answer is a key and ends it`(text: String, key: Key) {
        for begun in ["\u{1B}]11;rgb", "\u{1B}_G", "\u{1B}[?1"] {
            #expect(events(begun + text + "q") == [.key(key), .key(.character("q"))])
        }
    }

    @Test func `an answer that begins within another is swallowed too`() {
        #expect(events("\u{1B}]11;rgb\u{1B}]10;rgb\u{7}q") == [.key(.character("q"))])
        #expect(events("\u{1B}]11;rgb\u{1B}[?62;cq") == [.key(.character("q"))])
    }

    @Test func `a key that comes in pieces is that key`() {
        var decoder = InputDecoder()
        #expect(events("\u{1B}[", in: &decoder) == [])
        #expect(events("B", in: &decoder) == [.key(.down)])
        #expect(events("\u{1B}O", in: &decoder) == [])
        #expect(events("A", in: &decoder) == [.key(.up)])
        #expect(events("\u{1B}[6", in: &decoder) == [])
        #expect(events("~", in: &decoder) == [.key(.pageDown)])
    }

    private func events(_ text: String) -> [TerminalEvent] {
        var decoder = InputDecoder()
        return events(text, in: &decoder)
    }

    private func events(_ text: String, in decoder: inout InputDecoder) -> [TerminalEvent] {
        var result: [TerminalEvent] = []
        for scalar in text.unicodeScalars { result += decoder.receive(.scalar(scalar.value)) }
        return result + decoder.flush()
    }

    private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }
}
