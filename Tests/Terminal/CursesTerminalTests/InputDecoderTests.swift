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

    private func events(_ text: String) -> [TerminalEvent] {
        var decoder = InputDecoder()
        return text.unicodeScalars.flatMap { decoder.receive(.scalar($0.value)) } + decoder.flush()
    }
}
