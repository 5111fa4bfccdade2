import Screen

extension ConsoleState {
    /// Inserts pasted text into the open text field; it never runs commands.
    mutating func paste(_ text: String) -> [ConsoleEffect] {
        isPasting = true
        let line = text.filter { !$0.isNewline }
        let effects = disturb()
        switch overlay {
        case .form(var dialog):
            dialog.paste(line)
            overlay = .form(dialog)
        case .palette(var palette):
            for character in line { _ = palette.press(.character(character)) }
            overlay = .palette(palette)
        case .confirm(var dialog) where dialog.expected != nil && attention.isSeen:
            dialog.typed += line
            overlay = .confirm(dialog)
        case nil where focusedList?.filter.isEditing == true:
            changeFocusedList { $0.filter.text += line }
        case nil where isSearching:
            for character in line { pressInSearch(.character(character)) }
        default:
            notice = Notice(
                "pasted text, or several keys at once: nothing was done",
                isError: true
            )
        }
        return effects
    }

    /// Handles a burst of keys: if all are movements they move, otherwise they are text.
    mutating func receive(burst keys: [Key], continues: Bool) -> [ConsoleEffect] {
        guard !(continues && isPasting), keys.allSatisfy(onlyMoves) else {
            let isLeftOut = isTyping && attention.isSeen && keys.contains(.enter)
            let effects = paste(Self.text(of: keys))
            if isLeftOut {
                notice = Notice("several keys at once: Enter was left out, press it again")
            }
            return effects
        }
        isPasting = false
        var effects: [ConsoleEffect] = []
        for key in keys { effects += press(key) }
        return effects
    }

    /// Returns the text of keys, with Backspace applied.
    private static func text(of keys: [Key]) -> String {
        var text = ""
        for key in keys {
            switch key {
            case .character(let character): text.append(character)
            case .enter: text.append("\n")
            case .tab: text.append("\t")
            case .backspace, .control("h"): _ = text.popLast()
            default: break
            }
        }
        return text
    }

    /// Returns whether a key is only a movement here.
    private func onlyMoves(_ key: Key) -> Bool {
        if isTyping { return [.up, .down].contains(key) }
        if overlay != nil { return Self.scrolling.contains(key) }
        guard case .command(let command)? = keymap.binding(for: key)?.does else { return false }
        if command == .enter, isBoardInFocus { return false }
        return command.onlyMoves
    }

    private static let scrolling: [Key] = [
        .up, .down, .pageUp, .pageDown, .home, .end,
        .character("j"), .character("k"), .character("g"), .character("G"),
    ]

    private var isSearching: Bool { focus == .main && page?.search?.isEditing == true }

    /// Whether a text field is open.
    private var isTyping: Bool {
        switch overlay {
        case .form, .palette: true
        case .confirm(let dialog): dialog.expected != nil
        case nil: focusedList?.filter.isEditing == true || isSearching
        default: false
        }
    }

    private mutating func disturb() -> [ConsoleEffect] {
        overlay?.question == nil ? [] : [attention.disturb()]
    }
}

extension Command {
    fileprivate var onlyMoves: Bool {
        switch self {
        case .focusPane, .show, .nextPane, .previousPane, .up, .down,
            .pageUp, .pageDown, .top, .bottom, .enter, .back, .nextTab, .previousTab, .columnLeft,
            .columnRight:
            true
        default: false
        }
    }
}
