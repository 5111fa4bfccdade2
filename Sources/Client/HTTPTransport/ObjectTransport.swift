import AsyncHTTPClient
package import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
package import PipelineAPI

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Carries the requests of an object store, whose bodies are files of any size.
///
/// It differs from ``HTTPTransport`` in that bodies are never in memory as a whole, are stored as they come, without
/// being decompressed, and that the host may differ from request to request. It must be closed with ``close()``.
package struct ObjectTransport: Sendable {
    /// What is sent in a request.
    package enum Body: Sendable {
        case none
        case data(Data)
        /// A file by its absolute path, which must keep its size while it is sent.
        case file(String, bytes: Int)
    }

    private let client: HTTPClient
    private let failure: TransportFailure
    private let limit: TimeAmount

    /// The maximum size of an answer that is kept in memory.
    private static let mostBytes = 16 * 1024 * 1024
    private static let pieceBytes = 1024 * 1024

    /// `answerSeconds` limits the wait for any part of an answer.
    package init(endpoint: String, answerSeconds: Int64 = 30) {
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(answerSeconds))
        configuration.decompression = .disabled
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: configuration
        )
        failure = TransportFailure(endpoint: endpoint)
        limit = .hours(6)
    }

    package func close() async { try? await client.shutdown() }

    /// Sends a request.
    ///
    /// The answer's body is kept in memory, or written to `file` where its status is 200.
    package func send(
        _ method: String,
        _ url: String,
        headers: [String: String],
        body: Body = .none,
        answerTo file: String? = nil
    ) async throws(APIError) -> WireResponse {
        do {
            var request = HTTPClientRequest(url: url)
            request.method = NIOHTTP1.HTTPMethod(rawValue: method)
            for (name, value) in headers { request.headers.add(name: name, value: value) }
            switch body {
            case .none: break
            case .data(let data): request.body = .bytes(ByteBuffer(bytes: data))
            case .file(let path, let bytes):
                let pieces = FilePieces(path: path, size: ObjectTransport.pieceBytes)
                request.body = .stream(pieces, length: .known(Int64(bytes)))
            }
            let response = try await client.execute(request, timeout: limit)
            var kept = Data()
            if let file, response.status == .ok {
                try await ObjectTransport.store(response.body, in: file)
            } else {
                let buffer = try await response.body.collect(upTo: ObjectTransport.mostBytes)
                kept = Data(buffer.readableBytesView)
            }
            return WireResponse(
                status: Int(response.status.code),
                headers: HeaderFields(response.headers.map { (name: $0.name, value: $0.value) }),
                body: kept
            )
        } catch {
            throw (error as? APIError) ?? failure.apiError(of: error)
        }
    }

    private static func store(_ body: HTTPClientResponse.Body, in path: String) async throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = fopen(path, "w")
        else { throw noRoom(path) }
        defer { fclose(file) }
        for try await piece in body {
            let written = piece.withUnsafeReadableBytes { bytes in
                fwrite(bytes.baseAddress, 1, bytes.count, file)
            }
            guard written == piece.readableBytes else { throw noRoom(path) }
        }
        guard fflush(file) == 0 else { throw noRoom(path) }
    }

    private static func noRoom(_ path: String) -> APIError {
        let name = path.split(separator: "/").last ?? ""
        return APIError(
            .internalError,
            "'\(name)' cannot be copied to this machine: look for room on the disk"
        )
    }
}

/// A file as pieces of a request's body.
private struct FilePieces: AsyncSequence, Sendable {
    let path: String
    let size: Int

    struct Unreadable: Error {}

    final class AsyncIterator: AsyncIteratorProtocol {
        private let file: UnsafeMutablePointer<FILE>?
        private let size: Int

        init(_ pieces: FilePieces) {
            file = fopen(pieces.path, "r")
            size = pieces.size
        }

        deinit { if let file { fclose(file) } }

        func next() async throws -> ByteBuffer? {
            guard let file else { throw Unreadable() }
            var buffer = ByteBuffer()
            let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) {
                fread($0.baseAddress, 1, size, file)
            }
            guard ferror(file) == 0 else { throw Unreadable() }
            return count > 0 ? buffer : nil
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
