import FoundationEssentials
import PipelineAPI

/// The text that is signed for a request, and its signature.
///
/// It consists of method, Content-MD5, Content-Type and Date, each ended by LF, then the canonical headers, then the
/// path; query and body are not part of it.
enum SigningText {
    /// Returns the text to sign; `path` replaces the request's own if the signature covers another form of it.
    static func text(of request: WireRequest, path: String? = nil) -> String {
        let lines = [
            request.method.rawValue, request.headers["Content-MD5"] ?? "",
            request.headers["Content-Type"] ?? "", request.headers["Date"] ?? "", "",
        ]
        return lines.joined(separator: "\n") + canonicalHeaders(of: request.headers)
            + (path ?? request.path)
    }

    /// Returns every `X-Qiniu-…` field longer than that prefix, sorted, each as LF, lower-case name, `:`, value.
    ///
    /// Because the LF precedes each field, the text before the fields ends in an empty line.
    static func canonicalHeaders(of headers: HeaderFields) -> String {
        let prefix = "x-qiniu-"
        return headers.fields
            .map { (name: $0.name.lowercased(), value: $0.value) }
            .filter { $0.name.hasPrefix(prefix) && $0.name.count > prefix.count }
            .sorted { $0.name < $1.name }
            .map { "\n\($0.name):\($0.value)" }
            .joined()
    }

    /// Returns the HMAC-SHA1 in URL-safe base64 with padding: 28 characters.
    static func signature(of text: String, secretKey: String) -> String {
        URLSafeBase64.encode(Data(MessageDigest.hmacSHA1(text, key: Array(secretKey.utf8))))
    }

    /// Returns the forms in which clients sign a request's path: as it was sent, and percent-decoded.
    ///
    /// They differ for illegal names only, which must be refused with their own code, not with a 401.
    static func paths(of request: WireRequest) -> [String] {
        let decoded = PercentCoding.decode(request.path)
        return decoded == request.path ? [decoded] : [request.path, decoded]
    }

    /// Compares in constant time, so that the time does not reveal where the texts differ.
    static func isValid(_ signature: String, of text: String, secretKey: String) -> Bool {
        let expected = Array(SigningText.signature(of: text, secretKey: secretKey).utf8)
        let given = Array(signature.utf8)
        guard expected.count == given.count else { return false }
        return zip(expected, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Base64 with `-` and `_`, and with padding.
enum URLSafeBase64 {
    static func encode(_ data: Data) -> String {
        String(data.base64EncodedString().map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    static func decode(_ text: String) -> Data? {
        Data(base64Encoded: String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }))
    }
}
