import CNcurses
import Glibc
import Screen

extension CursesTerminal {
    func readInput(after quiet: Duration) {
        var value: UInt32 = 0
        var events: [TerminalEvent] = []
        while true {
            let kind = cn_read(window, &character, &value)
            guard kind != 0 else { break }
            if let input = input(kind: kind, value: value) { events += decoder.receive(input) }
        }
        events += decoder.flush()
        deliver(burst.grouped(events, after: quiet))
        lastRead = .now
        if decoder.isWaiting, !isAwaitingRest { awaitRest(for: decoder.patience) }
    }

    /// Ends an incomplete sequence or paste after a time without input; one timer serves all input.
    private func awaitRest(for time: Duration) {
        isAwaitingRest = true
        call(after: time) { [weak self] in
            guard let self else { return }
            isAwaitingRest = false
            guard decoder.isWaiting else { return }
            let left = decoder.patience - (.now - lastRead)
            guard left <= .zero else { return awaitRest(for: left) }
            deliver(burst.grouped(decoder.expire(), after: .zero))
        }
    }

    /// Reads what follows the last key so closely that nobody has typed it.
    ///
    /// The first key of a pasted text may arrive before the others and quit, and a shell would run the lines after it.
    func discardPastedText() {
        while .now - lastRead < KeyBurst.gap {
            var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let left = KeyBurst.gap - (.now - lastRead)
            let count = poll(&source, 1, Int32(max(0, (left / .milliseconds(1)).rounded(.up))))
            // A terminal that is gone can be read for ever, and has nothing to discard.
            guard count > 0, source.revents == Int16(POLLIN) else { return }
            guard tcflush(STDIN_FILENO, TCIFLUSH) == 0 else { return }
            lastRead = .now
        }
    }

    private func input(kind: Int32, value: UInt32) -> CursesInput? {
        guard kind == 2 else { return .scalar(value) }
        return Int32(value) == KEY_MOUSE ? readMouse() : .code(Int32(value))
    }

    private func deliver(_ events: [TerminalEvent]) {
        for event in events {
            // A screen that another program wrote on looks the same to the console.
            if event == .key(.control("l")) { repaint() }
            tell(event)
        }
    }

    private func readMouse() -> CursesInput? {
        var event = cn_mouse_event()
        guard cn_read_mouse(&event) != 0 else { return nil }
        let button: MouseEvent.Button =
            switch event.button {
            case 1: .middle
            case 2: .right
            default: .left
            }
        let kind: MouseEvent.Kind =
            switch event.kind {
            case 1: .press(button)
            case 2: .release(button)
            case 3: .wheelUp
            default: .wheelDown
            }
        return .mouse(MouseEvent(point: Point(x: Int(event.x), y: Int(event.y)), kind: kind))
    }
}
