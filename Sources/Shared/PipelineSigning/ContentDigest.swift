package import FoundationEssentials

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The digest in `Content-MD5`, which detects damage in transit, not tampering.
package enum ContentDigest {
    /// Returns the 16 bytes of the MD5; the header has them in standard base64.
    package static func md5(_ data: Data) -> Data {
        Data(MessageDigest.md5(data))
    }

    /// Returns the SHA-256 in hexadecimal digits.
    package static func sha256(_ data: Data) -> String {
        var hash = MessageDigest.SHA256()
        hash.update(data)
        return hexadecimal(hash.finish())
    }

    /// Returns the SHA-256 of a file, which is read piece by piece.
    package static func sha256(ofFile path: String) throws -> String {
        let file = fopen(path, "r")
        guard let file else { throw CocoaError(.fileReadNoSuchFile) }
        defer { fclose(file) }
        var hash = MessageDigest.SHA256()
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = fread(&piece, 1, piece.count, file)
            if count > 0 { hash.update(piece[..<count]) }
            if count < piece.count { break }
        }
        guard ferror(file) == 0 else { throw CocoaError(.fileReadUnknown) }
        return hexadecimal(hash.finish())
    }

    /// Returns bytes as lowercase hexadecimal digits.
    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef")
        return bytes.reduce(into: "") { $0 += [digits[Int($1 >> 4)], digits[Int($1 & 15)]] }
    }
}
