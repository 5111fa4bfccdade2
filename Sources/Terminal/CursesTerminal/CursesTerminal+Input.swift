import CNcurses
import Screen

extension CursesTerminal {
    func readInput() {
        var value: UInt32 = 0
        while true {
            let kind = cn_read(window, &value)
            guard kind != 0 else { break }
            if let input = input(kind: kind, value: value) { deliver(decoder.receive(input)) }
        }
        deliver(decoder.flush())
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
