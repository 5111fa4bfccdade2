package import Screen

/// A terminal of cells: records what is shown and asked of it; its timers run by a hand clock.
@UIActor package final class FakeTerminal: Terminal {
    /// What was asked of the terminal besides pictures, in order.
    package enum Request: Equatable, Sendable {
        case copy(String), notify(String)
        case repaint, suspend, release, reclaim, close
    }

    package private(set) var size: Size
    package private(set) var requests: [Request] = []
    /// Cells that differed from the picture before, in all pictures so far.
    package private(set) var cellsSent = 0

    private let clock: HandClock
    private var listener: (@UIActor (TerminalEvent) -> Void)?
    private var picture: (@UIActor () -> Canvas)?
    private var shown: Canvas?
    private var timers: [(due: Duration, act: @UIActor () -> Void)] = []

    init(size: Size, clock: HandClock) {
        self.size = size
        self.clock = clock
    }

    package func listen(_ receive: @escaping @UIActor (TerminalEvent) -> Void) {
        listener = receive
    }

    package func call(after delay: Duration, _ act: @escaping @UIActor () -> Void) {
        timers.append((clock.now + delay, act))
    }

    package func present(_ picture: @escaping @UIActor () -> Canvas) { self.picture = picture }
    package func copy(_ text: String) { requests.append(.copy(text)) }
    package func notify(_ text: String) { requests.append(.notify(text)) }
    package func repaint() { requests.append(.repaint) }
    package func suspend() { requests.append(.suspend) }
    package func release() { requests.append(.release) }
    package func reclaim() { requests.append(.reclaim) }
    package func close() { requests.append(.close) }

    /// The rows of the picture that was painted last, as text.
    package var text: String { shown?.lines.joined(separator: "\n") ?? "" }

    /// Hands an event to the program.
    func send(_ event: TerminalEvent) {
        if case .resized(let size) = event { self.size = size }
        listener?(event)
    }

    var nextDue: Duration? { timers.map(\.due).min() }

    /// Runs the timers that are due; false where there were none.
    func runTimers() -> Bool {
        let now = clock.now
        let due = timers.filter { $0.due <= now }
        timers.removeAll { $0.due <= now }
        for timer in due.sorted(by: { $0.due < $1.due }) { timer.act() }
        return !due.isEmpty
    }

    /// Paints the latest picture, if there is a new one.
    ///
    /// Once a step of a test is enough: a picture that nobody looks at need not be made.
    func paint() {
        guard let picture else { return }
        self.picture = nil
        let canvas = picture()
        cellsSent += changes(to: canvas)
        shown = canvas
    }

    private func changes(to canvas: Canvas) -> Int {
        (0..<canvas.size.height).reduce(0) { count, y in
            guard let shown, shown.size == canvas.size else { return count + canvas.size.width }
            return count + zip(shown.row(y), canvas.row(y)).count { $0 != $1 }
        }
    }
}
