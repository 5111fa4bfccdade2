import CNcurses
import Screen

/// One thing that ncurses read.
enum CursesInput: Equatable {
    case scalar(UInt32)
    /// One of ncurses' `KEY_` codes or of `InputDecoder.Code`.
    case code(Int32)
    case mouse(MouseEvent)
}

/// Turns what ncurses reads into events; a value that can be fed by a test.
///
/// A sequence that ncurses does not know arrives as Esc and its letters. It is swallowed, for its
/// letters would otherwise be taken for keys: one of them may delete something.
struct InputDecoder {
    /// Codes of our own, above those of ncurses.
    enum Code: Int32 {
        case pasteStart = 0x1000
        case pasteEnd, focusGained, focusLost
    }

    private enum Sequence {
        case none, escape, control, single
    }

    private var sequence = Sequence.none
    private var pasted: String?

    mutating func receive(_ input: CursesInput) -> [TerminalEvent] {
        if case .code(let code) = input, let own = Code(rawValue: code) {
            return flush() + receive(own)
        }
        if pasted != nil { return paste(input) }
        switch input {
        case .mouse(let event): return flush() + [.mouse(event)]
        case .code(let code): return flush() + (KeyTable.key(code: code).map { [.key($0)] } ?? [])
        case .scalar(let value): return receive(scalar: value)
        }
    }

    /// Says that nothing more waits: an Esc that came alone is the key.
    mutating func flush() -> [TerminalEvent] {
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
        case .control:
            if (0x40...0x7E).contains(value) { sequence = .none }
            return []
        case .single:
            sequence = .none
            return []
        case .escape where value == 0x5B:
            sequence = .control
            return []
        case .escape where value == 0x4F:
            sequence = .single
            return []
        case .escape, .none:
            let before = flush()
            if value == 0x1B {
                sequence = .escape
                return before
            }
            return before + (KeyTable.key(scalar: value).map { [.key($0)] } ?? [])
        }
    }

    private mutating func paste(_ input: CursesInput) -> [TerminalEvent] {
        guard case .scalar(let value) = input else { return [] }
        // The end may have got lost on the line; Ctrl-C never is part of a text.
        if value == 3 { return endPaste() }
        if let scalar = Unicode.Scalar(value == 0x0D ? 0x0A : value) {
            pasted?.unicodeScalars.append(scalar)
        }
        return []
    }

    private mutating func endPaste() -> [TerminalEvent] {
        defer { pasted = nil }
        return pasted.map { [.paste($0)] } ?? []
    }
}
