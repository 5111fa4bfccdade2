import NIOSSL
import PipelineAPI

/// Turns a failure of TLS into a sentence.
///
/// A TLS handshake fails before any part of the request is sent. The library's descriptions have numbers and paths of
/// its sources, so only the names of reasons in them are used.
struct TLSFailure {
    private let description: String
    private let place: String
    private let caFile: String?
    /// What is wrong with the service's certificate and what to do, where that was looked up.
    private let problem: String?

    init(_ error: any Error, place: String, caFile: String?, problem: String? = nil) {
        description = "\(error)"
        self.place = place
        self.caFile = caFile
        self.problem = problem
    }

    var apiError: APIError { APIError(.unreachable, "cannot reach \(place): \(words)") }

    /// Whether the certificate was refused, for a reason that the library does not tell.
    var isOfTrust: Bool {
        has("CERTIFICATE_VERIFY_FAILED") || has("unableToValidateCertificate")
    }

    private var words: String {
        if let caFile, !TLSFailure.hasCertificates(caFile) {
            return "the certificates of SSL_CERT_FILE '\(caFile)' cannot be read: check the file"
        }
        if has("failedToValidateHostname") {
            return "its certificate is for another name: check the endpoint"
        }
        if isOfTrust {
            return problem
                ?? "its certificate is not trusted: check the endpoint, or name its CA in SSL_CERT_FILE"
        }
        if has("WRONG_VERSION_NUMBER") || has("HTTP_REQUEST") || has("HTTPS_PROXY_REQUEST") {
            return "it does not speak TLS: check the endpoint, or write http:// in it"
        }
        if has("CERTIFICATE_REQUIRED") || has("PEER_DID_NOT_RETURN_A_CERTIFICATE") {
            return
                "it asks for a certificate of this machine, which pandora does not send: ask its keepers"
        }
        if has("UNSUPPORTED_PROTOCOL") || has("PROTOCOL_VERSION") {
            return "it speaks only versions of TLS that are not safe: ask its keepers"
        }
        return "the TLS handshake failed: check the endpoint"
    }

    /// Whether a file of PEM can be read as certificates; what the library says of one that cannot differs by its fault.
    private static func hasCertificates(_ path: String) -> Bool {
        (try? NIOSSLCertificate.fromPEMFile(path))?.isEmpty == false
    }

    private func has(_ reason: String) -> Bool { description.contains(reason) }
}
