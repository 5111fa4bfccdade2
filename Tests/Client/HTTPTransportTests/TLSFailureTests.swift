import PipelineAPI
import Testing

@testable import HTTPTransport

@Suite struct TLSFailureTests {
    /// An error with the description of one of the library.
    private struct LibraryError: Error, CustomStringConvertible {
        let description: String
    }

    @Test(arguments: [
        (
            "handshakeFailed(sslError([Error: 268435703 error:100000f7:SSL routines:"
                + "OPENSSL_internal:WRONG_VERSION_NUMBER at /build/tls_record.cc:127]))",
            "it does not speak TLS: check the endpoint, or write http:// in it"
        ),
        (
            "handshakeFailed(sslError([Error: CERTIFICATE_VERIFY_FAILED at /build/x.cc:1]))",
            "its certificate is not trusted: check the endpoint, or name its CA in SSL_CERT_FILE"
        ),
        (
            "NIOSSLExtraError.failedToValidateHostname: Couldn't find <none> in certificate from peer",
            "its certificate is for another name: check the endpoint"
        ),
        ("anything else", "the TLS handshake failed: check the endpoint"),
    ])
    func `a failure of TLS is a sentence`(_ description: String, _ words: String) {
        let failure = TLSFailure(
            LibraryError(description: description),
            place: "a:1",
            caFile: nil
        )
        #expect(failure.apiError == APIError(.unreachable, "cannot reach a:1: \(words)"))
    }
}
