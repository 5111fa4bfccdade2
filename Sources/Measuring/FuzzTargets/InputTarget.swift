import CursesTerminal
import Screen

/// Typed and pasted input is decoded; pasted text and answers of the terminal are never keys.
///
/// A byte of the input is a scalar, except the highest three: the marks of a bracketed paste, and a pause in which all
/// that was sent so far has been read.
enum InputTarget: FuzzTarget {
    private enum Byte: UInt8 {
        case pasteStart = 0xFD
        case pasteEnd, pause
    }

    static func fault(in input: [UInt8]) -> String? {
        faultOfReads(input) ?? faultOfPaste(input) ?? faultOfAnswer(input)
    }

    /// Different keys of one read are a burst, and no input leaves the keyboard locked.
    private static func faultOfReads(_ input: [UInt8]) -> String? {
        var decoder = InputDecoder()
        for read in input.split(separator: Byte.pause.rawValue) {
            var burst = KeyBurst()
            let decoded = read.flatMap { decoder.receive(self.input($0)) } + decoder.flush()
            let keys = burst.grouped(decoded, after: .seconds(1)).compactMap(\.actingKey)
            guard Set(keys).count < 2 else { return "keys of one read act: \(keys)" }
        }
        _ = decoder.expire()
        guard !decoder.isWaiting else { return "input is still awaited after its time" }
        let typed = decoder.receive(.scalar(UInt32(UInt8(ascii: "q"))))
        return typed == [.key(.character("q"))] ? nil : "a key is read as \(typed)"
    }

    /// What comes between the marks of a paste is its text; only Ctrl-C and an end mark within it end it sooner.
    private static func faultOfPaste(_ input: [UInt8]) -> String? {
        var decoder = InputDecoder()
        let text = input.filter { Byte(rawValue: $0) == nil && $0 != 0x03 && $0 != 0x1B }
        _ = decoder.receive(self.input(Byte.pasteStart.rawValue))
        let before = text.flatMap { decoder.receive(.scalar(UInt32($0))) + decoder.flush() }
        guard before.isEmpty else { return "pasted text is read as \(before)" }
        let events = decoder.receive(self.input(Byte.pasteEnd.rawValue))
        guard case .paste(let pasted)? = events.first, events.count == 1 else {
            return "a paste is read as \(events)"
        }
        return pasted.unicodeScalars.count == text.count ? nil : "a paste has lost scalars"
    }

    /// A string that the terminal sends is discarded.
    private static func faultOfAnswer(_ input: [UInt8]) -> String? {
        var decoder = InputDecoder()
        let answer = input.filter { (0x20...0x7E).contains($0) }
        var events: [TerminalEvent] = []
        for byte in [0x1B, UInt8(ascii: "]")] + answer + [0x07] {
            events += decoder.receive(.scalar(UInt32(byte)))
        }
        return events.isEmpty ? nil : "an answer is read as \(events)"
    }

    private static func input(_ byte: UInt8) -> CursesInput {
        switch Byte(rawValue: byte) {
        case .pasteStart: .code(InputDecoder.Code.pasteStart.rawValue)
        case .pasteEnd: .code(InputDecoder.Code.pasteEnd.rawValue)
        default: .scalar(UInt32(byte))
        }
    }
}

extension TerminalEvent {
    /// The key of an event that may run an action; Esc comes before a key that is pressed with Alt.
    fileprivate var actingKey: Key? {
        guard case .key(let key) = self else { return nil }
        return [.escape, .control("c"), .control("l")].contains(key) ? nil : key
    }
}
