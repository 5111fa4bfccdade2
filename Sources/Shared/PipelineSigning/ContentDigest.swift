import Crypto
package import FoundationEssentials

/// The digest in `Content-MD5`, which detects damage in transit, not tampering.
package enum ContentDigest {
    /// Returns the 16 bytes of the MD5; the header has them in standard base64.
    package static func md5(_ data: Data) -> Data {
        Data(Insecure.MD5.hash(data: data))
    }
}
