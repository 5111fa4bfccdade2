/// What a connection is doing, and when it has to be further on.
///
/// A value: it is told what came and what went, at times since the connection was opened, and says when the
/// connection is closed unless something happens.
package struct ConnectionProgress: Equatable, Sendable {
    /// What has been read of the request that is arriving.
    private enum Reading { case nothing, head, body }

    private let limits: ConnectionLimits
    private var reading = Reading.nothing
    /// Requests whose answer has not been written.
    private var unanswered = 0
    /// Answers that were written and have not left.
    private var unsent = 0
    /// The time from which the present limit counts.
    private var since: Duration
    /// The bytes of the body since then.
    private var bodyBytes = 0
    private var drained: Int?
    /// Whether the connection ends with the answer that is being written.
    package private(set) var isLast = false

    package init(limits: ConnectionLimits, at now: Duration) {
        self.limits = limits
        since = now
    }

    /// Whether an answer was written before its request had come whole: what still comes is read and dropped.
    package var isDraining: Bool { drained != nil }

    /// Whether there is nothing left to wait for.
    package var isOver: Bool {
        guard unsent == 0 else { return false }
        if let drained { return reading == .nothing || drained > limits.drainBytes }
        return isLast && unanswered == 0
    }

    /// When the connection is closed unless something happens; `nil` while the service is the one who works.
    package var deadline: Duration? {
        if drained != nil { return since + limits.drain }
        switch reading {
        case .head where unanswered == 0: return since + limits.headers
        case .body where unanswered == 1: return since + limits.body
        case .nothing where unanswered == 0:
            return since + (unsent > 0 ? limits.answer : limits.idle)
        default: return nil
        }
    }

    /// What the connection is waited for, in words for the log.
    package var limitText: String {
        if drained != nil { return "the rest of a refused body" }
        switch reading {
        case .nothing: return unsent > 0 ? "an answer not taken" : "no request"
        case .head: return "a head not complete"
        case .body: return "a body that does not come"
        }
    }

    /// Bytes have come, of whatever part of a request.
    package mutating func received(_ bytes: Int, at now: Duration) {
        if let drained {
            self.drained = drained + bytes
            return
        }
        switch reading {
        case .nothing:
            reading = .head
            since = now
        case .head: break
        case .body:
            bodyBytes += bytes
            guard bodyBytes >= limits.leastBodyBytes else { return }
            bodyBytes = 0
            since = now
        }
    }

    /// The head of a request is complete.
    package mutating func readHead(at now: Duration) {
        reading = .body
        unanswered += 1
        bodyBytes = 0
        since = now
    }

    /// A request has come whole.
    package mutating func readEnd() { reading = .nothing }

    /// An answer begins; returns whether it is the connection's last, since its request has not come whole.
    package mutating func beginAnswer() -> Bool {
        if reading == .body, unanswered == 1 { isLast = true }
        return isLast
    }

    /// An answer is written, and not sent yet.
    package mutating func endAnswer(at now: Duration) {
        unanswered -= 1
        unsent += 1
        since = now
        bodyBytes = 0
        if isLast, reading == .body { drained = 0 }
    }

    /// An answer has left.
    package mutating func sentAnswer(at now: Duration) {
        unsent -= 1
        if drained == nil, unanswered == 0, unsent == 0, reading == .nothing { since = now }
    }
}
