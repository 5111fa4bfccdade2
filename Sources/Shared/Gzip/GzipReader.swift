import CZlib

/// Decompresses gzip piece by piece, so that a file of any size needs one buffer.
package final class GzipReader {
    /// The size of the output buffer, in bytes.
    private static let chunk = 256 * 1024

    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableBufferPointer<UInt8>
    /// Whether the last member has ended, with its checksum and length.
    private var isAtEnd = false

    package init() throws(GzipError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        output = .allocate(capacity: GzipReader.chunk)
        guard pandora_inflate_init(stream) == Z_OK else { throw .broken("zlib cannot begin") }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Decompresses the next piece, of several members too, and gives what comes of it to `body`.
    ///
    /// Throws `GzipError.broken` for bytes that are not gzip, have a wrong checksum or length, or follow the
    /// end without being gzip.
    package func read(
        _ packed: [UInt8],
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        var packed = packed
        try packed.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0 {
                if isAtEnd {
                    guard stream.pointee.avail_in > 0 else { return }
                    inflateReset(stream)
                    isAtEnd = false
                }
                guard try step(body) else { return }
            }
        }
    }

    /// Returns false where more input is needed.
    private func step(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Bool {
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(GzipReader.chunk)
        let status = inflate(stream, Z_NO_FLUSH)
        let count = GzipReader.chunk - Int(stream.pointee.avail_out)
        if count > 0 { try body(UnsafeBufferPointer(rebasing: output[..<count])) }
        switch status {
        case Z_OK: return true
        case Z_BUF_ERROR: return false
        case Z_STREAM_END:
            isAtEnd = true
            return stream.pointee.avail_in > 0
        default:
            let words = stream.pointee.msg.map { String(cString: $0) }
            throw GzipError.broken(words ?? "it is no gzip")
        }
    }

    /// Throws `GzipError.broken` where the last member is cut short.
    package func finish() throws(GzipError) {
        guard isAtEnd else { throw .broken("it is cut short") }
    }
}
