import Crypto
package import FoundationEssentials

/// The digest that `Content-MD5` carries: it tells damage on the way, not malice.
package enum ContentDigest {
    /// The 16 bytes; the header has them in standard base64.
    package static func md5(_ data: Data) -> Data {
        Data(Insecure.MD5.hash(data: data))
    }
}
