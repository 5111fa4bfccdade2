import CZlib
package import FoundationEssentials

/// Why bytes cannot be decompressed.
package enum GzipError: Error, Equatable, Sendable {
    /// They are not gzip, or corrupt; with the reason.
    case broken(String)
    /// The result is larger than the limit, in bytes.
    case tooLarge(limit: Int)
}

/// Compresses bytes to gzip (RFC 1952), and decompresses them.
package enum Gzip {
    /// The size of the output buffer, in bytes.
    private static let chunk = 64 * 1024

    package static func compress(_ data: Data) -> Data {
        var stream = z_stream()
        guard pandora_deflate_init(&stream) == Z_OK else {
            preconditionFailure("zlib cannot begin: its version or the memory is at fault")
        }
        defer { deflateEnd(&stream) }
        var packed = Data()
        withInput(data, &stream) { stream in
            var status = Z_OK
            repeat {
                status = append(to: &packed, from: &stream) { deflate(&$0, Z_FINISH) }
            } while status == Z_OK
        }
        return packed
    }

    /// Decompresses one member, or several members whose contents are concatenated.
    ///
    /// Throws `broken` for bytes that are not gzip, are truncated, have a wrong checksum or are followed by
    /// other bytes; `tooLarge` once the result exceeds the limit, without decompressing the rest.
    package static func decompress(
        _ data: Data,
        atMost limit: Int
    ) throws(GzipError) -> Data {
        var stream = z_stream()
        guard pandora_inflate_init(&stream) == Z_OK else {
            throw .broken("zlib cannot begin")
        }
        defer { inflateEnd(&stream) }
        var plain = Data()
        let failure = withInput(data, &stream) { stream in
            unpack(&stream, into: &plain, limit: limit)
        }
        if let failure { throw failure }
        return plain
    }

    private static func unpack(
        _ stream: inout z_stream,
        into plain: inout Data,
        limit: Int
    ) -> GzipError? {
        guard stream.avail_in > 0 else { return .broken("it is empty") }
        while true {
            let status = append(to: &plain, from: &stream) { inflate(&$0, Z_NO_FLUSH) }
            guard plain.count <= limit else { return .tooLarge(limit: limit) }
            switch status {
            case Z_STREAM_END:
                guard stream.avail_in > 0 else { return nil }
                inflateReset(&stream)
            case Z_OK where stream.avail_in > 0 || stream.avail_out == 0: continue
            case Z_OK, Z_BUF_ERROR: return .broken("it is cut short")
            default:
                let words = stream.msg.map { String(cString: $0) }
                return .broken(words ?? "it is no gzip")
            }
        }
    }

    /// Sets the input of zlib for as long as the body runs.
    private static func withInput<Value>(
        _ data: Data,
        _ stream: inout z_stream,
        _ body: (inout z_stream) -> Value
    ) -> Value {
        var bytes = [UInt8](data)
        return bytes.withUnsafeMutableBufferPointer { buffer in
            stream.next_in = buffer.baseAddress
            stream.avail_in = UInt32(buffer.count)
            return body(&stream)
        }
    }

    /// Calls zlib once with an output buffer of one chunk, and appends its output to `data`.
    private static func append(
        to data: inout Data,
        from stream: inout z_stream,
        _ call: (inout z_stream) -> Int32
    ) -> Int32 {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: chunk) { buffer in
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(chunk)
            let status = call(&stream)
            data.append(contentsOf: buffer[..<(chunk - Int(stream.avail_out))])
            return status
        }
    }
}
