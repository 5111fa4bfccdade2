package import ChildProcess
import PipelineEngine
import Synchronization

/// Keeps a driver of Spark running, since its start takes seconds and a description a fraction of one.
///
/// ``run()`` owns the program: it starts it for the first request, and again after it has ended. Requests are
/// answered one after the other.
package final class SparkDriver: Sendable {
    private let command: @Sendable () -> ChildCommand
    private let state = Mutex(State())
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    /// How long a program that has just been started may take longer to answer than one that is warm.
    private let start: Duration

    private struct State {
        var waiting: [Request] = []
        var nextID = 0
        /// The program while it computes the first request.
        var child: ChildIdentity?
        var isOver = false
    }

    private struct Request {
        let id: Int
        let line: String
        let limit: Duration
        let onStart: @Sendable (ChildIdentity) async -> Void
        let continuation: CheckedContinuation<Outcome, Never>
        /// How many programs were asked, or could not be started.
        var tries = 0
    }

    /// What comes of a request.
    enum Outcome: Equatable, Sendable {
        case answer(String)
        /// The task that asked was cancelled; nothing computes the request any more.
        case cancelled
        case failed(String)
    }

    /// `command` is asked before each request: a program that was started by another is ended, and started again.
    package init(start: Duration = .seconds(120), _ command: @escaping @Sendable () -> ChildCommand)
    {
        self.start = start
        self.command = command
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Returns the answer to a line, once ``run()`` has it; cancelling the task ends the program that computes it.
    ///
    /// `limit` is how long a program that is running may take.
    func ask(
        _ line: String,
        within limit: Duration,
        onStart: @escaping @Sendable (ChildIdentity) async -> Void = { _ in }
    ) async -> Outcome {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let request = Request(
                    id: id,
                    line: line,
                    limit: limit,
                    onStart: onStart,
                    continuation: continuation
                )
                enqueue(request, isCancelled: Task.isCancelled)
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func enqueue(_ request: Request, isCancelled: Bool) {
        let refusal: Outcome? = state.withLock { state in
            if isCancelled { return .cancelled }
            if state.isOver { return SparkDriver.ended }
            state.waiting.append(request)
            return nil
        }
        if let refusal { return request.continuation.resume(returning: refusal) }
        waker.yield()
    }

    /// Forgets a request; the program that computes it is killed, and started again for the next.
    private func cancel(_ id: Int) {
        let (request, child) = state.withLock { state -> (Request?, ChildIdentity?) in
            guard let index = state.waiting.firstIndex(where: { $0.id == id }) else {
                return (nil, nil)
            }
            let child = index == 0 ? state.child : nil
            if index == 0 { state.child = nil }
            return (state.waiting.remove(at: index), child)
        }
        child?.kill()
        request?.continuation.resume(returning: .cancelled)
    }

    /// Answers requests until its task is cancelled; those that are left then fail.
    package func run() async {
        while await isWaiting() {
            let before = first?.tries
            let id = first?.id
            let dialogue = LineDialogue(command())
            try? await dialogue.run { [self] channel in
                var limit = start
                while await isWaiting(), dialogue == LineDialogue(command()),
                    await answerNext(channel, limit)
                { limit = .zero }
            }
            if Task.isCancelled { break }
            // A program that could not even be started was asked nothing.
            if let id, first?.id == id, first?.tries == before { fail(id) }
        }
        let left = state.withLock { state in
            state.isOver = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for request in left { request.continuation.resume(returning: SparkDriver.ended) }
    }

    private var first: Request? { state.withLock { $0.waiting.first } }

    /// Returns whether a request waits, once one does; `false` when the task is cancelled.
    private func isWaiting() async -> Bool {
        while first == nil {
            var isWoken = false
            for await _ in wakes {
                isWoken = true
                break
            }
            if !isWoken { return false }
        }
        return !Task.isCancelled
    }

    /// Returns whether the program has answered, and can be asked again.
    private func answerNext(_ channel: LineDialogue.Channel, _ start: Duration) async -> Bool {
        let next = state.withLock { state -> Request? in
            guard !state.waiting.isEmpty else { return nil }
            state.child = channel.child
            state.waiting[0].tries += 1
            return state.waiting[0]
        }
        guard let request = next else { return true }
        await request.onStart(channel.child)
        let line = try? await channel.answer(to: request.line, within: request.limit + start)
        guard let line else {
            // It is asked twice, in case the program had ended before.
            if request.tries > 0 { fail(request.id) }
            return false
        }
        let isKnown = state.withLock { state in
            state.child = nil
            guard state.waiting.first?.id == request.id else { return false }
            state.waiting.removeFirst()
            return true
        }
        guard isKnown else { return false }
        request.continuation.resume(returning: .answer(line))
        return true
    }

    private func fail(_ id: Int) {
        let request = state.withLock { state -> Request? in
            guard let first = state.waiting.first, first.id == id else { return nil }
            state.waiting[0].tries += 1
            state.child = nil
            guard state.waiting[0].tries > 2 else { return nil }
            return state.waiting.removeFirst()
        }
        request?.continuation.resume(returning: SparkDriver.silent)
    }

    private static let ended = Outcome.failed("the service was stopped: try again")
    private static let silent = Outcome.failed(
        "spark does not answer: try again; if it stays so, see that Java 17 is installed and memory is free"
    )
}
