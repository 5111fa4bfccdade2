package import FoundationEssentials
package import PipelineAPI

/// A token that permits one kind of request until it expires.
package struct Token: Codable, Equatable, Sendable {
    /// The path, without a query.
    package var resource: String
    /// The expiry in seconds of Unix time.
    package var expires: Int
    package var contentMD5: String
    package var contentType: String
    /// The canonical headers of the signed text, with their leading LF.
    package var headers: String
    package var method: String

    package init(
        resource: String,
        expires: Int,
        contentMD5: String = "",
        contentType: String = "",
        headers: String = "",
        method: String
    ) {
        self.resource = resource
        self.expires = expires
        self.contentMD5 = contentMD5
        self.contentType = contentType
        self.headers = headers
        self.method = method
    }

    /// Returns the token as a header value: `Pandora <ak>:<sign>:<descriptor>`.
    ///
    /// Throws `E18007` for a token without a resource, or one that has expired.
    package func headerValue(
        signedBy credentials: Credentials,
        now: Date
    ) throws(APIError) -> String {
        guard !resource.isEmpty else {
            throw APIError(.malformedBody, "the token has no resource: give it a path")
        }
        guard expires > Int(now.timeIntervalSince1970) else {
            throw APIError(.malformedBody, "the token would be expired already: give a later time")
        }
        do {
            let descriptor = URLSafeBase64.encode(try JSONCoding.encode(self))
            let sign = SigningText.signature(of: descriptor, secretKey: credentials.secretKey)
            return "Pandora \(credentials.accessKey):\(sign):\(descriptor)"
        } catch {
            throw APIError(.malformedBody, "the token cannot be written as JSON: \(error)")
        }
    }

    /// Reads a descriptor as it was received; clients order its keys differently, so it is never re-encoded.
    init?(descriptor: String) {
        guard let data = URLSafeBase64.decode(descriptor),
            let token = try? JSONDecoder().decode(Token.self, from: data)
        else { return nil }
        self = token
    }
}
