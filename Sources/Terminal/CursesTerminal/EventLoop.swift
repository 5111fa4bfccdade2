import CTerminal
import Glibc
package import Screen

/// The main loop of a terminal program: waits on the main thread for keys, signals and jobs.
///
/// It is the executor of `UIActor` while it runs. One iteration runs the pending jobs, paints once if
/// something changed, then sleeps until there is input, a signal, a job or a timer.
@UIActor package final class EventLoop {
    /// The longest delay of a paint while there are keys to handle: they share one paint, and continuous input
    /// does not keep the screen from changing.
    private static let longestHold = Duration.milliseconds(30)

    private let wakeUps: Int32
    private var client: (any LoopClient)?
    private var exitCode: Int32?
    private var endingSignal: Int32?
    private var heldBackSince: ContinuousClock.Instant?
    /// The time the loop has waited since the last input, without the time it was busy.
    private var quiet = Duration.zero
    /// The timers that are due later; a console has only a few.
    private var timers: [(due: ContinuousClock.Instant, act: @UIActor () -> Void)] = []

    private init(wakeUps: Int32) { self.wakeUps = wakeUps }

    /// Runs a program on the calling thread until it returns its exit code.
    ///
    /// For a `main` that is not `async`: an asynchronous one already sits on another executor.
    /// A program that was told to end by a signal exits with 128 and the signal's number.
    package nonisolated static func run(
        _ program: @escaping @UIActor @Sendable (EventLoop) async -> Int32
    ) -> Int32 {
        let wakeUps = ct_pipe_open()
        precondition(wakeUps >= 0, "one event loop at a time, and a pipe for it")
        let executor = UIActor.shared.executor
        executor.attach { ct_pipe_wake() }
        defer {
            executor.detach()
            ct_pipe_close()
        }
        return UIActor.assumeIsolated {
            let loop = EventLoop(wakeUps: wakeUps)
            Task { @UIActor in loop.exitCode = await program(loop) }
            return loop.runUntilDone()
        }
    }

    /// Sends input and signals to a terminal from now on.
    func attach(_ client: any LoopClient) { self.client = client }
    func detach() { client = nil }

    /// Calls a function on this thread after a delay, without waking another thread.
    func call(after delay: Duration, _ act: @escaping @UIActor () -> Void) {
        timers.append((.now + delay, act))
    }

    private func runTimers() {
        guard !timers.isEmpty else { return }
        let now = ContinuousClock.now
        let due = timers.filter { $0.due <= now }
        timers.removeAll { $0.due <= now }
        for timer in due { timer.act() }
    }

    /// Returns the milliseconds until the next timer or paint, rounded up; -1 without any.
    private var pause: Int32 {
        guard let next = timers.map(\.due).min() else { return -1 }
        let left = (next - .now) / .milliseconds(1)
        return Int32(min(max(0, left.rounded(.up)), 60_000))
    }

    private func runUntilDone() -> Int32 {
        while true {
            runTimers()
            UIActor.shared.executor.runPending()
            if let exitCode {
                client?.close()
                return endingSignal.map { 128 + $0 } ?? exitCode
            }
            let isHeldBack = holdsBackPaint()
            if !isHeldBack { client?.paint() }
            let timeout = isHeldBack ? Int32(Self.longestHold / .milliseconds(1)) : pause
            let began = ContinuousClock.now
            let isInput = waitForInput(noLongerThan: timeout)
            quiet += .now - began
            if isInput { read() }
            receiveSignals()
        }
    }

    /// Paints the effect of the keys before other jobs run.
    private func read() {
        client?.readInput(after: quiet)
        quiet = .zero
        if !holdsBackPaint() { client?.paint() }
    }

    private func holdsBackPaint() -> Bool {
        guard let client, client.needsPaint, waitForInput(noLongerThan: 0) else {
            heldBackSince = nil
            return false
        }
        let now = ContinuousClock.now
        let since = heldBackSince ?? now
        let isHeldBack = now - since < Self.longestHold
        heldBackSince = isHeldBack ? since : nil
        return isHeldBack
    }

    /// Waits for input, a signal, a job or a timer; returns whether there is input.
    private func waitForInput(noLongerThan milliseconds: Int32) -> Bool {
        let input = client?.input ?? -1
        var sources = [
            pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeUps, events: Int16(POLLIN), revents: 0),
        ]
        // A signal may interrupt it; the signal is then in the pipe, so none is lost.
        guard poll(&sources, 2, milliseconds) > 0 else { return false }
        let events = Int32(sources[0].revents)
        if events & (POLLHUP | POLLERR | POLLNVAL) != 0 {
            end(SIGHUP)
            return false
        }
        return events & POLLIN != 0
    }

    private func receiveSignals() {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = Int(ct_pipe_read(&bytes, bytes.count))
        // Signals of one kind are merged: after a window was resized by dragging only its final size matters.
        for signal in Set(bytes.prefix(count)).sorted() where signal != 0 {
            receive(Int32(signal))
        }
    }

    private func receive(_ signal: Int32) {
        switch signal {
        case SIGTERM, SIGHUP: end(signal)
        case SIGINT:
            guard let client else { return ct_die(signal) }
            client.interrupt()
        case SIGTSTP:
            guard let client else { return ct_stop() }
            client.suspend()
        case SIGCONT: client?.resume()
        case SIGWINCH: client?.resize()
        default: break
        }
    }

    /// Asks the program to end; at the second signal, or without a terminal, it ends at once.
    private func end(_ signal: Int32) {
        if endingSignal == nil, let client {
            endingSignal = signal
            client.hangUp()
        } else if endingSignal == nil || signal == SIGTERM {
            client?.close()
            ct_die(signal)
        }
    }
}
