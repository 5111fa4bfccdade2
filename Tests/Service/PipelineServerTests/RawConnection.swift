import Foundation
import Glibc

/// A connection that sends what it is given, byte by byte, and reads answers as they come.
///
/// Blocking, on a thread of its own: what is tested is not what tests it.
struct RawConnection: Sendable {
    private let descriptor: Int32

    struct Answer: Sendable {
        let status: Int
        /// By name in lower case.
        let headers: [String: String]
        let body: String
    }

    struct Failure: Error {}

    init(url: String) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = (UInt16(url.split(separator: ":").last ?? "") ?? 0).bigEndian
        // A test that waits longer than this for an answer has failed.
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &limit,
            socklen_t(MemoryLayout<timeval>.size)
        )
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure() }
    }

    func close() { _ = Glibc.close(descriptor) }

    /// Sends the bytes and waits for one answer.
    func exchange(_ request: String) async throws -> Answer {
        try await onThread {
            try write(request)
            return try read()
        }
    }

    /// Sends the bytes and waits for nothing.
    func send(_ text: String) async throws {
        try await onThread { try write(text) }
    }

    /// Waits until the other side has closed the connection, and drops what comes before.
    func waitForEnd() async throws {
        try await onThread {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                if count == 0 || count < 0 && errno == ECONNRESET { return }
                guard count > 0 else { throw Failure() }
            }
        }
    }

    /// Waits for one answer.
    func answer() async throws -> Answer { try await onThread { try read() } }

    private func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    private func write(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure() }
            rest = rest.dropFirst(count)
        }
    }

    private func read() throws -> Answer {
        var received = Data()
        while received.firstRange(of: Data("\r\n\r\n".utf8)) == nil { received += try more() }
        guard let end = received.firstRange(of: Data("\r\n\r\n".utf8)) else { throw Failure() }
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self)
            .split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let name = line.prefix { $0 != ":" }
            headers[name.lowercased()] = line.dropFirst(name.count + 2).description
        }
        let wanted = Int(headers["content-length"] ?? "") ?? 0
        var body = Data(received[end.upperBound...])
        while body.count < wanted { body += try more() }
        return Answer(
            status: Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0,
            headers: headers,
            body: String(decoding: body, as: UTF8.self)
        )
    }

    private func more() throws -> Data {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw Failure() }
        return Data(buffer[..<count])
    }
}
