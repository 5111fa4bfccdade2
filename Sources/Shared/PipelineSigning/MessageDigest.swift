import CNettle

/// The digests of signatures, as bytes.
enum MessageDigest {
    /// Returns the 16 bytes of the MD5.
    static func md5(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var context = md5_ctx()
        nettle_md5_init(&context)
        let bytes = Array(bytes)
        nettle_md5_update(&context, bytes.count, bytes)
        return result(of: Int(MD5_DIGEST_SIZE)) { nettle_md5_digest(&context, $0, $1) }
    }

    /// Returns the 20 bytes of the HMAC-SHA1.
    static func hmacSHA1(_ text: String, key: [UInt8]) -> [UInt8] {
        var context = hmac_sha1_ctx()
        nettle_hmac_sha1_set_key(&context, key.count, key)
        let bytes = Array(text.utf8)
        nettle_hmac_sha1_update(&context, bytes.count, bytes)
        return result(of: Int(SHA1_DIGEST_SIZE)) { nettle_hmac_sha1_digest(&context, $0, $1) }
    }

    /// Returns the 32 bytes of the HMAC-SHA256.
    static func hmacSHA256(_ text: String, key: [UInt8]) -> [UInt8] {
        var context = hmac_sha256_ctx()
        nettle_hmac_sha256_set_key(&context, key.count, key)
        let bytes = Array(text.utf8)
        nettle_hmac_sha256_update(&context, bytes.count, bytes)
        return result(of: Int(SHA256_DIGEST_SIZE)) { nettle_hmac_sha256_digest(&context, $0, $1) }
    }

    /// A SHA-256 that is made piece by piece.
    struct SHA256 {
        private var context = sha256_ctx()

        init() { nettle_sha256_init(&context) }

        mutating func update(_ bytes: some Sequence<UInt8>) {
            let bytes = Array(bytes)
            nettle_sha256_update(&context, bytes.count, bytes)
        }

        /// Returns the 32 bytes.
        mutating func finish() -> [UInt8] {
            MessageDigest.result(of: Int(SHA256_DIGEST_SIZE)) {
                nettle_sha256_digest(&context, $0, $1)
            }
        }
    }

    private static func result(
        of size: Int,
        _ write: (Int, UnsafeMutablePointer<UInt8>) -> Void
    ) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        write(size, &bytes)
        return bytes
    }
}
