import HTTPTypes
import Logging
import NIOCore
import NIOHTTPTypes

/// Holds one connection to its ``ConnectionLimits``: closes it where a limit has passed, and reads the rest of a
/// request that was answered before it had come whole.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let opened = ContinuousClock.now
    private let logger: Logger
    private var progress: ConnectionProgress
    /// The time for which the timer is set.
    private var armed: Duration?
    private var timer: Scheduled<Void>?

    init(limits: ConnectionLimits, logger: Logger) {
        self.logger = logger
        progress = ConnectionProgress(limits: limits, at: .zero)
    }

    private var now: Duration { ContinuousClock.now - opened }

    func handlerAdded(context: ChannelHandlerContext) {
        // Bytes are counted before they are parsed: a head that comes a byte at a time is no part of HTTP yet.
        let meter = ByteMeter { [unowned self] bytes in
            progress.received(bytes, at: now)
            step(context)
        }
        do {
            try context.pipeline.syncOperations.addHandler(meter, position: .first)
        } catch {
            context.close(promise: nil)
        }
        step(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // What comes after the answer is nobody's.
        let isDropped = progress.isDraining
        switch unwrapInboundIn(data) {
        case .head where !isDropped: progress.readHead(at: now)
        case .end: progress.readEnd()
        default: break
        }
        if !isDropped { context.fireChannelRead(data) }
        step(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if progress.isDraining { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if progress.beginAnswer() { head.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            progress.endAnswer(at: now)
            let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
            sent.futureResult.assumeIsolated().whenComplete { [self] _ in
                progress.sentAnswer(at: now)
                step(context)
            }
            context.write(data, promise: sent)
            step(context)
            // Whoever read the body reads no more of it.
            if progress.isDraining { context.read() }
        }
    }

    /// Closes the connection where it is over, and else sets the timer.
    private func step(_ context: ChannelHandlerContext) {
        if progress.isOver {
            context.close(promise: nil)
            return
        }
        guard let deadline = progress.deadline else { return }
        // A timer that is set for earlier finds the new deadline when it fires.
        if let armed, armed <= deadline { return }
        timer?.cancel()
        armed = deadline
        let wait = TimeAmount(max(deadline - now, .zero))
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: wait) { [self] in
            armed = nil
            fire(context)
        }
    }

    private func fire(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        if let deadline = progress.deadline, deadline <= now {
            logger.debug("a connection was closed", metadata: ["limit": "\(progress.limitText)"])
            context.close(promise: nil)
        } else {
            step(context)
        }
    }
}

@available(*, unavailable) extension ConnectionGuard: Sendable {}

/// Tells how many bytes have come.
private final class ByteMeter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let count: (Int) -> Void

    init(_ count: @escaping (Int) -> Void) { self.count = count }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        count(unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
    }
}
