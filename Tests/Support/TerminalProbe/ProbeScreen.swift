import CursesTerminal
import Foundation
import Glibc
import Screen

/// What the probe shows, and what it does on a key.
@UIActor final class ProbeScreen {
    private static let items = 5

    private let terminal: CursesTerminal
    private var marked = 0
    private var log: [String] = []

    init(_ terminal: CursesTerminal) {
        self.terminal = terminal
        log = ["ready \(terminal.size.width)x\(terminal.size.height)"]
        if let notice = terminal.notice { log.append(notice) }
    }

    func run() async -> Int32 {
        show()
        let (events, feed) = AsyncStream.makeStream(of: TerminalEvent.self)
        terminal.listen { event in
            feed.yield(event)
            if event == .closed { feed.finish() }
        }
        for await event in events {
            if event == .key(.character("q")) { break }
            handle(event)
            show()
        }
        return 0
    }

    private func handle(_ event: TerminalEvent) {
        switch event {
        case .burst(let keys, _):
            for key in keys { handle(.key(key)) }
        case .key(.character("j")): marked = min(marked + 1, Self.items - 1)
        case .key(.character("k")): marked = max(marked - 1, 0)
        case .key(.character("b")): terminal.notify("b")
        case .key(.character("y")): terminal.copy("copied text")
        case .key(.character("x")): abort()
        case .key(.character("i")): log = [log[log.count]]
        case .key(.character("w")): writeForever()
        case .key(.character("o")): log = ["\(depth(below: marked))"]
        case .key(.control("z")): terminal.suspend()
        case .key(.character("e")): runCommand()
        case .key(.character("l")): lend()
        case .resized(let size): log.append("resized \(size.width)x\(size.height)")
        case .mouse(let event):
            log.append("mouse \(event.kind) at \(event.point.x),\(event.point.y)")
        default: log.append("\(event)")
        }
    }

    /// Calls itself until the stack is full.
    private func depth(below level: Int) -> Int {
        level < 0 ? 0 : depth(below: level &+ 1) &+ log.count
    }

    private func writeForever() {
        Thread.detachNewThread {
            while true { _ = write(STDOUT_FILENO, "painted", 7) }
        }
    }

    private func runCommand() {
        terminal.release()
        print("the command's output")
        fflush(nil)
        terminal.reclaim()
    }

    /// Lends the terminal until a line is typed.
    private func lend() {
        terminal.release()
        print("a line is read")
        fflush(nil)
        _ = readLine()
        terminal.reclaim()
    }

    private func show() {
        var canvas = Canvas(size: terminal.size)
        for item in 0..<Self.items {
            let isMarked = item == marked
            canvas.draw(
                "\(isMarked ? "▌" : " ") item \(item)",
                in: canvas.bounds.line(item)
            )
            canvas.restyle(canvas.bounds.line(item).left(1), style: isMarked ? .marker : .plain)
        }
        for (offset, line) in log.suffix(terminal.size.height - Self.items - 1).enumerated() {
            canvas.draw(line, in: canvas.bounds.line(Self.items + 1 + offset), style: .notice)
        }
        terminal.present { canvas }
    }
}
