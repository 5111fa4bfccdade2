package import PipelineAPI

package import struct FoundationEssentials.Date

/// Adds authorization to requests.
package protocol RequestAuthorizer: Sendable {
    /// Returns the request with `Date` and `Authorization`.
    func authorize(_ request: WireRequest, at date: Date) -> WireRequest
}

/// Signs each request with a key.
package struct Signer: RequestAuthorizer {
    private let credentials: Credentials

    package init(_ credentials: Credentials) {
        self.credentials = credentials
    }

    package func authorize(_ request: WireRequest, at date: Date) -> WireRequest {
        var request = request
        request.headers["Date"] = HTTPDate.text(of: date)
        let signature = SigningText.signature(
            of: SigningText.text(of: request),
            secretKey: credentials.secretKey
        )
        request.headers["Authorization"] = "Pandora \(credentials.accessKey):\(signature)"
        return request
    }

    /// Returns the text that a signature covers, for tests and for diagnosing a refused signature.
    package static func stringToSign(of request: WireRequest) -> String {
        SigningText.text(of: request)
    }
}

/// Sends tokens that were signed elsewhere, so that this machine holds no secret key.
package struct TokenAuthorizer: RequestAuthorizer {
    private let token: String

    /// - Parameter token: the whole header value, `Pandora <ak>:<sign>:<descriptor>`.
    package init(token: String) {
        self.token = token
    }

    package func authorize(_ request: WireRequest, at date: Date) -> WireRequest {
        var request = request
        request.headers["Date"] = HTTPDate.text(of: date)
        request.headers["Authorization"] = token
        return request
    }
}

// A token grants access until it expires, so no description shows it either.
extension TokenAuthorizer: CustomStringConvertible, CustomReflectable {
    package var description: String { "TokenAuthorizer" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
