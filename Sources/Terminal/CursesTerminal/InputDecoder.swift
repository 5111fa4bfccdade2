import CNcurses
package import Screen

/// One item of input from ncurses.
package enum CursesInput: Equatable {
    case scalar(UInt32)
    /// One of ncurses' `KEY_` codes or of `InputDecoder.Code`.
    case code(Int32)
    case mouse(MouseEvent)
}

/// Decodes the input of ncurses into events.
///
/// A sequence that ncurses does not know arrives as Esc and its letters, and so does the terminal's answer
/// to a query. Both are discarded, also if they arrive in pieces, since their letters would otherwise run
/// commands.
package struct InputDecoder {
    /// Codes of our own, above those of ncurses.
    package enum Code: Int32 {
        case pasteStart = 0x1000
        case pasteEnd, focusGained, focusLost
    }

    private enum Sequence {
        case none, escape, control, single
        /// Within the text of an OSC, DCS, APC, PM or SOS string, and after an Esc in it, which may begin its end.
        case string, stringEscape
    }

    /// The most scalars in a string; the end of a longer one is taken as lost.
    private static let longestString = 100_000
    /// The most scalars in a sequence that has a meaning here.
    private static let longestKnown = 16

    private var sequence = Sequence.none
    /// The part of a sequence received so far, which is a key if ncurses knows it as a whole.
    private var letters: [UInt32] = []
    private var stringLength = 0
    private var pasted: String?

    package init() {}

    /// Whether a sequence, a string or a paste is incomplete; further input or ``expire()`` ends it.
    package var isWaiting: Bool { pasted != nil || sequence != .none }
    /// The time to wait for the rest of what is incomplete.
    var patience: Duration { pasted == nil ? .milliseconds(500) : .seconds(1) }

    package mutating func receive(_ input: CursesInput) -> [TerminalEvent] {
        if case .code(let code) = input, let own = Code(rawValue: code) {
            return leave() + receive(own)
        }
        if pasted != nil { return paste(input) }
        switch input {
        case .mouse(let event): return leave() + [.mouse(event)]
        case .code(let code): return leave() + (KeyTable.key(code: code).map { [.key($0)] } ?? [])
        case .scalar(let value): return receive(scalar: value)
        }
    }

    /// Reports that no input waits: a single Esc is the key.
    package mutating func flush() -> [TerminalEvent] { sequence == .escape ? leave() : [] }

    /// Reports that no input came for ``patience``: the end of what is incomplete is lost.
    ///
    /// - Returns: The text pasted so far; nothing of a sequence.
    package mutating func expire() -> [TerminalEvent] { leave() + endPaste() }

    /// Ends an incomplete sequence.
    private mutating func leave() -> [TerminalEvent] {
        defer { sequence = .none }
        return sequence == .escape ? [.key(.escape)] : []
    }

    private mutating func receive(_ code: Code) -> [TerminalEvent] {
        switch code {
        case .pasteStart: pasted = ""
        case .pasteEnd: return endPaste()
        case .focusGained: return [.focusGained]
        case .focusLost: return [.focusLost]
        }
        return []
    }

    private mutating func receive(scalar value: UInt32) -> [TerminalEvent] {
        switch sequence {
        case .none: return begin(value)
        case .escape:
            if let introduced = Self.introduced(by: value) {
                start(introduced, [0x1B, value])
                return []
            }
            return leave() + begin(value)
        case .control, .single:
            // A key within a sequence: the rest of the sequence is lost.
            guard (0x20...0x7E).contains(value) else { return leave() + begin(value) }
            if letters.count < Self.longestKnown { letters.append(value) }
            guard sequence == .single || value >= 0x40 else { return [] }
            return finish()
        case .string:
            takeOfString(value)
            return value < 0x20 && sequence == .none && value != 0x07 ? begin(value) : []
        case .stringEscape:
            sequence = .none
            if value == 0x5C { return [] }
            // An Esc that does not end the string aborts it and begins another sequence.
            sequence = .escape
            return receive(scalar: value)
        }
    }

    /// Receives a scalar outside of any sequence, which may begin one.
    private mutating func begin(_ value: UInt32) -> [TerminalEvent] {
        if value == 0x1B {
            sequence = .escape
        } else if (0x80..<0xA0).contains(value), let introduced = Self.introduced(by: value - 0x40)
        {
            // The C1 controls are one byte for Esc and a letter.
            start(introduced, [0x1B, value - 0x40])
        } else {
            return KeyTable.key(scalar: value).map { [.key($0)] } ?? []
        }
        return []
    }

    private mutating func start(_ introduced: Sequence, _ letters: [UInt32]) {
        (sequence, self.letters, stringLength) = (introduced, letters, 0)
    }

    /// Returns the sequence that Esc and a letter begin.
    private static func introduced(by value: UInt32) -> Sequence? {
        switch value {
        case 0x5B: .control
        case 0x4F: .single
        case 0x50, 0x58, 0x5D, 0x5E, 0x5F: .string
        default: nil
        }
    }

    /// Receives the last letter of a sequence; one that came in pieces may be a known key.
    private mutating func finish() -> [TerminalEvent] {
        sequence = .none
        guard let code = KeyTable.code(of: letters) else { return [] }
        return receive(.code(code))
    }

    private mutating func takeOfString(_ value: UInt32) {
        stringLength += 1
        switch value {
        case 0x1B: sequence = .stringEscape
        case 0..<0x20, 0x9C: sequence = .none
        default: if stringLength > Self.longestString { sequence = .none }
        }
    }

    private mutating func paste(_ input: CursesInput) -> [TerminalEvent] {
        guard case .scalar(let value) = input else { return [] }
        // The end of the paste may be lost; Ctrl-C is never part of a text.
        if value == 3 { return endPaste() }
        if let scalar = Unicode.Scalar(value == 0x0D ? 0x0A : value) {
            pasted?.unicodeScalars.append(scalar)
        }
        return value == 0x7E && dropEndMark() ? endPaste() : []
    }

    /// Removes the end mark of a paste that arrived in pieces, which ncurses does not recognize.
    private mutating func dropEndMark() -> Bool {
        let mark = "\u{1B}[201~".unicodeScalars
        guard var scalars = pasted?.unicodeScalars, scalars.suffix(mark.count).elementsEqual(mark)
        else { return false }
        scalars.removeLast(mark.count)
        pasted = String(scalars)
        return true
    }

    private mutating func endPaste() -> [TerminalEvent] {
        defer { pasted = nil }
        return pasted.map { [.paste($0)] } ?? []
    }
}
