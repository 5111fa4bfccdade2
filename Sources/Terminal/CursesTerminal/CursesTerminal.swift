import CNcurses
import CTerminal
import Glibc
package import Screen

/// The terminal of the program's standard input and output, through ncurses.
///
/// Only one may be open at a time, on the running event loop. Its original state is restored by `close`, by
/// the loop when the program returns, and by a signal handler in C when it crashes.
@UIActor package final class CursesTerminal: Terminal {
    package private(set) var size: Size
    /// A notice about the terminal for the user; `nil` if there is none.
    package let notice: String?

    let window: UnsafeMutablePointer<WINDOW>
    /// The beginning of a character whose rest has not come yet.
    var character = cn_character()
    var decoder = InputDecoder()
    var burst = KeyBurst()
    var lastRead = ContinuousClock.now
    /// Whether a timer waits for the rest of an incomplete sequence or paste.
    var isAwaitingRest = false
    private let painter: Painter
    private unowned let loop: EventLoop
    private let usesMouse: Bool
    private let multiplexer: Multiplexer
    private let desktopNotice: DesktopNotice
    private var listener: (@UIActor (TerminalEvent) -> Void)?
    private var unheard: [TerminalEvent] = []
    private var picture: (@UIActor () -> Canvas)?
    private var isDirty = false
    private var presence = Presence.shown

    /// The owner of the terminal: this program, a program it was lent to, or none.
    private enum Presence {
        case shown, lent, closed
    }

    /// Opens the terminal of standard input and output.
    package static func open(
        on loop: EventLoop,
        options: TerminalOptions
    ) throws(TerminalError) -> CursesTerminal {
        guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal("standard input") }
        guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal("standard output") }
        _ = ct_locale_open()
        ct_guard_install(TerminalModes.crashReset)
        do throws(TerminalError) {
            let setup = try CursesSetup(options: options)
            let terminal = CursesTerminal(setup, options: options, loop: loop)
            loop.attach(terminal)
            return terminal
        } catch {
            ct_guard_remove()
            throw error
        }
    }

    private init(_ setup: CursesSetup, options: TerminalOptions, loop: EventLoop) {
        window = setup.window
        notice = setup.notice
        usesMouse = options.usesMouse
        multiplexer = options.multiplexer
        desktopNotice = options.notice
        painter = Painter(
            window: setup.window,
            colors: setup.colors,
            options: options
        )
        self.loop = loop
        size = Size(width: 0, height: 0)
        takeOver()
    }

    package func listen(_ receive: @escaping @UIActor (TerminalEvent) -> Void) {
        listener = receive
        unheard.forEach(receive)
        unheard = []
    }

    func tell(_ event: TerminalEvent) {
        if let listener { listener(event) } else { unheard.append(event) }
    }

    package func call(after delay: Duration, _ act: @escaping @UIActor () -> Void) {
        loop.call(after: delay, act)
    }

    package func present(_ picture: @escaping @UIActor () -> Canvas) {
        self.picture = picture
        isDirty = true
    }

    package func notify(_ text: String) {
        guard presence == .shown else { return }
        beep()
        if let sequence = notice(text) { write(sequence) }
    }

    package func copy(_ text: String) {
        guard presence == .shown else { return }
        write(multiplexer.passing(TerminalModes.clipboard(Base64.encode(Array(text.utf8)))))
    }

    private func notice(_ text: String) -> String? {
        desktopNotice.sequence(text).map { multiplexer.passing($0) }
    }

    package func close() {
        guard presence != .closed else { return }
        if presence == .shown {
            discardPastedText()
            giveBack()
        }
        presence = .closed
        ct_guard_remove()
        loop.detach()
        tell(.closed)
        (listener, picture) = (nil, nil)
    }
}

extension CursesTerminal: LoopClient {
    var input: Int32? { presence == .shown ? STDIN_FILENO : nil }

    var needsPaint: Bool { isDirty && presence == .shown && picture != nil }

    func paint() {
        guard needsPaint, let picture else { return }
        isDirty = false
        painter.paint(picture(), size: size)
    }

    func resize() {
        guard presence == .shown, adoptSize() else { return }
        repaint()
        tell(.resized(size))
    }

    func interrupt() {
        // While another program has the terminal, Ctrl-C is for that program.
        if presence == .shown { tell(.key(.control("c"))) }
    }

    package func suspend() {
        guard presence == .shown else {
            if presence == .lent { ct_stop() }
            return
        }
        release()
        repeat { ct_stop() } while isContinuedInBackground()
        // Taking the terminal again would stop a process that a shell has killed in the background.
        if ct_is_told_to_end() == 0 { reclaim() }
    }

    /// Whether a shell has the process go on without the terminal; it can only stop again then.
    private func isContinuedInBackground() -> Bool {
        guard ct_is_in_background() != 0 else { return false }
        // The signal to end comes together with that to go on. Besides, without a shell that could continue it no
        // signal stops the process, and this would never sleep.
        _ = poll(nil, 0, 100)
        return ct_is_told_to_end() == 0
    }

    func resume() {
        guard presence == .shown else { return }
        giveBack()
        comeBack()
    }

    func hangUp() { close() }

    /// Lends the terminal to another program, such as an editor, until `reclaim`.
    package func release() {
        guard presence == .shown else { return }
        ct_guard_lend(1)
        giveBack()
        presence = .lent
    }

    package func reclaim() {
        guard presence == .lent else { return }
        presence = .shown
        comeBack()
        ct_guard_lend(0)
    }

    package func repaint() {
        painter.invalidate()
        isDirty = true
    }

    /// Clears the row that the shell goes on in, on a terminal that keeps the last picture.
    private func clearLastRow() {
        guard !cn_has_alternate_screen() else { return }
        wmove(cn_screen(), Int32(size.height - 1), 0)
        wclrtoeol(cn_screen())
        wrefresh(cn_screen())
    }

    private func comeBack() {
        let isResized = takeOver()
        if isResized { tell(.resized(size)) }
        tell(.resumed)
    }

    private func giveBack() {
        write(TerminalModes.off)
        clearLastRow()
        endwin()
    }

    /// Switches all modes on; returns whether the size has changed.
    @discardableResult
    private func takeOver() -> Bool {
        reset_prog_mode()
        let isResized = adoptSize()
        if usesMouse { mousemask(cn_mouse_mask(), nil) }
        repaint()
        // The first refresh after `endwin` enters the alternate screen.
        wrefresh(window)
        write(TerminalModes.on)
        return isResized
    }

    private func adoptSize() -> Bool {
        var width: Int32 = 0
        var height: Int32 = 0
        ct_window_size(STDOUT_FILENO, &width, &height)
        // A serial line does not know its size; then the terminal's description does.
        if width > 0, height > 0 { resizeterm(height, width) }
        let found = Size(width: Int(getmaxx(window)), height: Int(getmaxy(window)))
        defer { size = found }
        return found != size
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = ct_write_all(STDOUT_FILENO, bytes, bytes.count)
    }
}
