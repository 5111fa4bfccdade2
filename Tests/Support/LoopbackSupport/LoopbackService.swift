package import Foundation
import Glibc
import Synchronization

/// A peer on 127.0.0.1 that speaks as much HTTP as a test scripts, byte by byte.
///
/// Blocking sockets on threads of their own, so that nothing of what is tested is what tests it.
package final class LoopbackService: Sendable {
    package enum Reply: Sendable {
        /// These bytes, and the connection stays open for the next request.
        case bytes(Data)
        /// These bytes, and then nothing more, with the connection left open.
        case stall(Data)
        /// These bytes, and the connection is closed.
        case close(Data)
        /// These bytes, and the connection is reset, as by a machine that crashes.
        case reset(Data)
        /// These bytes one at a time, with a pause before each, then blanks in the same way, until nobody reads them.
        case drip(Data, pauseMilliseconds: UInt32)
        /// These bytes, then a piece again and again, as often as it is said or until nobody reads it.
        case flood(Data, piece: Data, times: Int)

        package static func text(_ text: String) -> Reply { .bytes(Data(text.utf8)) }

        package static func ok(_ body: String, headers: String = "") -> Reply {
            .text("HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        }
    }

    private struct Accepted {
        var count = 0
        /// Those that are not closed yet; the numbers of others may be somebody else's by now.
        var open: Set<Int32> = []
    }

    package let port: UInt16
    private let listener: Int32
    private let heard = Mutex<[String]>([])
    private let accepted = Mutex(Accepted())
    private let sent = Mutex(0)
    private let reply: @Sendable (Int) -> Reply

    package var endpoint: String { "http://127.0.0.1:\(port)" }
    /// What was received, a text a request.
    package var requests: [String] { heard.withLock { $0 } }
    package var connections: Int { accepted.withLock { $0.count } }
    /// The bytes of answers that the system has taken.
    package var bytesSent: Int { sent.withLock { $0 } }

    /// `reply` answers the request of that number, from 0.
    package init(reply: @escaping @Sendable (Int) -> Reply) throws {
        self.reply = reply
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        port = try LoopbackService.take(listener, listens: true)
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// A port of this machine that refuses connections for as long as this process lives: it is taken, so that no other
    /// test's service gets it, and nobody listens on it.
    package static func closedPort() throws -> UInt16 {
        try take(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0), listens: false)
    }

    package func stop() {
        Glibc.shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
        accepted.withLock { accepted in
            for connection in accepted.open { Glibc.shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    private static func take(_ descriptor: Int32, listens: Bool) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length)
                    + (listens ? Glibc.listen(descriptor, 16) : 0)
                    + getsockname(descriptor, pointer, &length)
            }
        }
        guard result == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        return UInt16(bigEndian: address.sin_port)
    }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            accepted.withLock { accepted in
                accepted.count += 1
                accepted.open.insert(connection)
            }
            Thread.detachNewThread { [self] in
                let isReset = serve(connection)
                accepted.withLock { accepted in
                    accepted.open.remove(connection)
                    if isReset {
                        LoopbackService.letReset(connection)
                    } else {
                        Glibc.shutdown(connection, Int32(SHUT_RDWR))
                    }
                    Glibc.close(connection)
                }
            }
        }
    }

    /// Answers requests until the connection ends; returns whether it is to be reset.
    private func serve(_ connection: Int32) -> Bool {
        while let request = LoopbackService.readRequest(connection) {
            let number = heard.withLock { requests in
                requests.append(request)
                return requests.count - 1
            }
            switch reply(number) {
            case .bytes(let data): write(data, to: connection)
            case .stall(let data):
                write(data, to: connection)
                _ = LoopbackService.readRequest(connection)
            case .close(let data):
                write(data, to: connection)
                return false
            case .reset(let data):
                write(data, to: connection)
                return true
            case .drip(let data, let pause):
                drip(data, pauseMilliseconds: pause, to: connection)
                return false
            case .flood(let data, let piece, let times):
                guard write(data, to: connection) else { return false }
                for _ in 0..<times where !write(piece, to: connection) { return false }
            }
        }
        return false
    }

    private func drip(_ data: Data, pauseMilliseconds: UInt32, to connection: Int32) {
        var rest = data
        repeat {
            usleep(pauseMilliseconds * 1000)
        } while write(Data([rest.popFirst() ?? 0x20]), to: connection)
    }

    /// Has the closing of a connection reset it, instead of ending it in order.
    private static func letReset(_ connection: Int32) {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            connection,
            SOL_SOCKET,
            SO_LINGER,
            &option,
            socklen_t(MemoryLayout<linger>.size)
        )
    }

    /// One request with its body, whose length must be given; `nil` once the connection has ended.
    private static func readRequest(_ connection: Int32) -> String? {
        var received = Data()
        var wanted: Int?
        while wanted.map({ received.count < $0 }) ?? true {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            received.append(contentsOf: buffer[..<count])
            guard wanted == nil, let end = received.firstRange(of: Data("\r\n\r\n".utf8)) else {
                continue
            }
            wanted = end.upperBound + bodyLength(String(decoding: received, as: UTF8.self))
        }
        return String(decoding: received, as: UTF8.self)
    }

    private static func bodyLength(_ request: String) -> Int {
        let line = request.lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length: ") }
        return line.flatMap { Int($0.dropFirst("content-length: ".count)) } ?? 0
    }

    /// Returns false once the other side is gone.
    @discardableResult
    private func write(_ data: Data, to connection: Int32) -> Bool {
        var rest = Array(data)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in
                send(connection, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent.withLock { $0 += count }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
