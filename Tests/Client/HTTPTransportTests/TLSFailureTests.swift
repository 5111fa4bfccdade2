import Foundation
import LoopbackSupport
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

    @Test(arguments: [
        (99.0, "its certificate is not valid before 1970-01-02: check the clock of this machine"),
        (86400.0 * 2, nil),
        (
            86400.0 * 5,
            "its certificate has expired on 1970-01-04: ask its keepers for a new one"
        ),
    ])
    func `a certificate outside of its dates is told as that`(_ now: Double, _ words: String?) {
        let dates = CertificateDates(
            begin: Date(timeIntervalSince1970: 86400),
            end: Date(timeIntervalSince1970: 86400 * 3)
        )
        let problem = dates.problem(at: Date(timeIntervalSince1970: now))
        #expect(problem == words)
        let error = LibraryError(description: "CERTIFICATE_VERIFY_FAILED")
        let failure = TLSFailure(error, place: "a:1", caFile: nil, problem: problem)
        let other =
            "its certificate is not trusted: check the endpoint, or name its CA in SSL_CERT_FILE"
        #expect(failure.apiError.message == "cannot reach a:1: \(words ?? other)")
    }

    @Test func `the certificate of what speaks no TLS is not waited for`() async throws {
        let service = try LoopbackService { _ in .ok("") }
        #expect(await CertificateDates.read(from: "https://127.0.0.1:\(service.port)") == nil)
        service.stop()
        #expect(await CertificateDates.read(from: "https://127.0.0.1:1") == nil)
    }

    @Test func `a proxy with an address of IPv6 is named with brackets`() async throws {
        let transport = HTTPTransport(endpoint: "http://service.invalid", proxy: ("::1", 1))
        let error = await #expect(throws: APIError.self) {
            try await transport.send(WireRequest(.get, "/v2/jobs"))
        }
        let words = "cannot reach service.invalid: the proxy [::1]:1 is not reached"
        #expect(error?.message.hasPrefix(words) == true)
        #expect(error?.message.hasSuffix("check HTTP_PROXY and NO_PROXY") == true)
        await transport.close()
    }
}
