package import PipelineAPI

package import struct FoundationEssentials.Date

/// The reason why a request was refused with 401: for the service's log, never for the answer.
package enum AuthorizationRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    case missing
    case malformed
    case unknownKey(String)
    case wrongSignature
    case noDate
    /// The difference of the request's clock and the service's, in seconds.
    case clockOff(Int)
    case expired
    /// The name of the token's member that does not match the request.
    case tokenMismatch(String)

    package var description: String {
        switch self {
        case .missing: "no Authorization header"
        case .malformed: "the Authorization header has no valid form"
        case .unknownKey(let key): "access key '\(key)' is unknown"
        case .wrongSignature: "the signature does not match"
        case .noDate: "no Date header that can be read"
        case .clockOff(let seconds): "the clock is off by \(seconds) s"
        case .expired: "the token has expired"
        case .tokenMismatch(let member): "the token's \(member) is not the request's"
        }
    }
}

/// Verifies who sent a request, in both forms of authorization.
package struct RequestVerifier: Sendable {
    /// The maximum difference of the two clocks, in seconds.
    package static let widestSkew = 900
    private let secret: @Sendable (String) -> String?

    /// - Parameter secret: returns the secret key of an access key; `nil` for an unknown one.
    package init(secret: @escaping @Sendable (String) -> String?) {
        self.secret = secret
    }

    package func verify(
        _ request: WireRequest,
        now: Date
    ) throws(AuthorizationRefusal) {
        guard let header = request.headers["Authorization"] else { throw .missing }
        let scheme = "Pandora "
        guard header.hasPrefix(scheme) else { throw .malformed }
        let parts = header.dropFirst(scheme.count)
            .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3 else { throw .malformed }
        guard let secretKey = secret(parts[0]) else { throw .unknownKey(parts[0]) }
        if parts.count == 2 {
            try verify(request, signature: parts[1], secretKey: secretKey, now: now)
        } else {
            try verify(
                request,
                sign: parts[1],
                descriptor: parts[2],
                secretKey: secretKey,
                now: now
            )
        }
    }

    private func verify(
        _ request: WireRequest,
        signature: String,
        secretKey: String,
        now: Date
    ) throws(AuthorizationRefusal) {
        let isSigned = SigningText.paths(of: request).contains { path in
            let text = SigningText.text(of: request, path: path)
            return SigningText.isValid(signature, of: text, secretKey: secretKey)
        }
        guard isSigned else { throw .wrongSignature }
        guard let date = request.headers["Date"].flatMap(HTTPDate.date(from:)) else {
            throw .noDate
        }
        let skew = Int(now.timeIntervalSince(date).rounded())
        guard abs(skew) <= RequestVerifier.widestSkew else { throw .clockOff(skew) }
    }

    /// The limit of clock differences does not apply, since a token has its own expiry.
    private func verify(
        _ request: WireRequest,
        sign: String,
        descriptor: String,
        secretKey: String,
        now: Date
    ) throws(AuthorizationRefusal) {
        guard SigningText.isValid(sign, of: descriptor, secretKey: secretKey) else {
            throw .wrongSignature
        }
        guard let token = Token(descriptor: descriptor) else { throw .malformed }
        guard token.expires >= Int(now.timeIntervalSince1970) else { throw .expired }
        let headers = SigningText.canonicalHeaders(of: request.headers)
        let paths = SigningText.paths(of: request)
        let resource = paths.first { $0 == token.resource } ?? request.path
        let claims: [(String, String, String)] = [
            ("method", token.method, request.method.rawValue),
            ("resource", token.resource, resource),
            ("contentType", token.contentType, request.headers["Content-Type"] ?? ""),
            ("contentMD5", token.contentMD5, request.headers["Content-MD5"] ?? ""),
            ("headers", token.headers, headers),
        ]
        for (member, claimed, actual) in claims where claimed != actual {
            throw .tokenMismatch(member)
        }
    }
}
