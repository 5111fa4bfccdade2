import Foundation
import PipelineAPI
import Testing

@testable import PipelineSigning

@Suite struct SigningTests {
    /// The moment the direct vectors were signed at.
    static let signedAt = Date(timeIntervalSince1970: 1_479_197_551)
    static let vectors = SigningVectors.all

    @Test(arguments: vectors.direct)
    func `a request is signed as the vector says`(_ vector: SigningVectors.Direct) {
        #expect(Signer.stringToSign(of: vector.request) == vector.stringToSign)
        let credentials = Credentials(accessKey: vector.ak, secretKey: vector.sk)
        let signed = Signer(credentials).authorize(vector.request, at: Self.signedAt)
        #expect(signed.headers["Date"] == vector.headers["Date"])
        #expect(signed.headers["Authorization"] == vector.authorization)
    }

    @Test(arguments: vectors.direct)
    func `a vector's request is let in while its clock is right`(
        _ vector: SigningVectors.Direct
    ) throws {
        var request = vector.request
        request.headers["Authorization"] = vector.authorization
        try verifier(vector.ak, vector.sk).verify(request, now: Self.signedAt + 899)
    }

    @Test(arguments: vectors.tokens)
    func `a token is let in whatever its key order`(_ vector: SigningVectors.TokenVector) throws {
        try verifier(vector.ak, vector.sk).verify(vector.request, now: Self.signedAt)
    }

    @Test(arguments: vectors.tokens)
    func `a token is made that its own verifier lets in`(
        _ vector: SigningVectors.TokenVector
    ) throws {
        var request = vector.request
        let token = Token(
            resource: vector.resource,
            expires: vector.expires,
            contentType: vector.contentType,
            headers: SigningText.canonicalHeaders(of: request.headers),
            method: vector.method
        )
        let value = try token.headerValue(
            signedBy: Credentials(accessKey: vector.ak, secretKey: vector.sk),
            now: Self.signedAt
        )
        request = TokenAuthorizer(token: value).authorize(request, at: Self.signedAt)
        try verifier(vector.ak, vector.sk).verify(request, now: Self.signedAt)
    }

    @Test(arguments: vectors.reject)
    func `what must be refused is refused for its reason`(
        _ vector: SigningVectors.Rejected
    ) throws {
        // Old dates are refused by a later clock, everything else by the clock it was made at too.
        let (now, reason): (Date, AuthorizationRefusal) =
            switch vector.id {
            case "r08-old-date": (Self.signedAt + 86_400, .clockOff(86_400))
            case "r04-expired-token": (Self.signedAt + 1, .expired)
            default: (Self.signedAt + 10, .wrongSignature)
            }
        let verifier = verifier(vector.ak, vector.serverSk)
        #expect(throws: reason) { try verifier.verify(vector.request, now: now) }
        if let right = vector.correctAuthorization {
            var request = vector.request
            request.headers["Authorization"] = right
            try verifier.verify(request, now: now)
        }
    }

    @Test func `a path is let in signed as it is sent or as it is read`() throws {
        let credentials = Credentials(accessKey: "ak", secretKey: "sk")
        let sent = WireRequest(.get, "/v2/repos/%E4%BB%93")
        var signed = Signer(credentials).authorize(
            WireRequest(.get, "/v2/repos/仓"),
            at: Self.signedAt
        )
        signed.path = sent.path
        try verifier("ak", "sk").verify(signed, now: Self.signedAt)
        let asSent = Signer(credentials).authorize(sent, at: Self.signedAt)
        try verifier("ak", "sk").verify(asSent, now: Self.signedAt)
    }

    @Test func `every reason for a refusal is a sentence of its own`() {
        let reasons: [AuthorizationRefusal] = [
            .missing, .malformed, .unknownKey("a"), .wrongSignature, .noDate, .clockOff(1),
            .expired,
            .tokenMismatch("method"),
        ]
        #expect(Set(reasons.map(\.description)).count == reasons.count)
    }

    @Test func `a clock may be off by 15 minutes and no more`() throws {
        let credentials = Credentials(accessKey: "ak", secretKey: "sk")
        let request = Signer(credentials).authorize(
            WireRequest(.get, "/v2/repos"),
            at: Self.signedAt
        )
        try verifier("ak", "sk").verify(request, now: Self.signedAt + 900)
        try verifier("ak", "sk").verify(request, now: Self.signedAt - 900)
        #expect(throws: AuthorizationRefusal.clockOff(901)) {
            try verifier("ak", "sk").verify(request, now: Self.signedAt + 901)
        }
    }

    @Test func `an unknown key is refused by name`() {
        let credentials = Credentials(accessKey: "stranger", secretKey: "sk")
        let request = Signer(credentials).authorize(
            WireRequest(.get, "/v2/repos"),
            at: Self.signedAt
        )
        #expect(throws: AuthorizationRefusal.unknownKey("stranger")) {
            try verifier("ak", "sk").verify(request, now: Self.signedAt)
        }
    }

    @Test(arguments: ["", "Pandora", "Basic abc", "Pandora a", "Pandora a:b:c:d"])
    func `a header of another form is refused`(_ header: String) {
        var request = WireRequest(.get, "/v2/repos")
        request.headers["Authorization"] = header
        #expect(throws: AuthorizationRefusal.malformed) {
            try verifier("ak", "sk").verify(request, now: Self.signedAt)
        }
    }

    @Test(arguments: ["method", "resource", "contentType", "contentMD5", "headers"])
    func `a token must agree with the request in every member`(_ member: String) throws {
        let credentials = Credentials(accessKey: "ak", secretKey: "sk")
        var request = WireRequest(
            .post,
            "/v2/repos/a/data",
            headers: ["Content-Type": "text/plain"]
        )
        let token = Token(
            resource: request.path,
            expires: 4_102_444_800,
            contentType: "text/plain",
            method: "POST"
        )
        request.headers["Authorization"] = try token.headerValue(
            signedBy: credentials,
            now: Self.signedAt
        )
        try verifier("ak", "sk").verify(request, now: Self.signedAt)
        switch member {
        case "method": request.method = .put
        case "resource": request.path = "/v2/repos/b/data"
        case "contentType": request.headers["Content-Type"] = "application/json"
        case "contentMD5": request.headers["Content-MD5"] = "gLL29S04bTCxYd2kCqsEIQ=="
        default: request.headers["X-Qiniu-Meta"] = "k=v"
        }
        #expect(throws: AuthorizationRefusal.tokenMismatch(member)) {
            try verifier("ak", "sk").verify(request, now: Self.signedAt)
        }
    }

    @Test func `a token that has expired, or names nothing, is not made`() {
        let credentials = Credentials(accessKey: "ak", secretKey: "sk")
        for token in [
            Token(resource: "/v2/repos", expires: 1, method: "GET"),
            Token(resource: "", expires: 4_102_444_800, method: "GET"),
        ] {
            #expect(throws: APIError.self) {
                try token.headerValue(signedBy: credentials, now: Self.signedAt)
            }
        }
    }

    @Test func `a secret is in no description`() {
        let credentials = Credentials(accessKey: "ak", secretKey: "verysecret")
        #expect(!"\(credentials)".contains("verysecret"))
        #expect(!String(reflecting: credentials).contains("verysecret"))
        let token = TokenAuthorizer(token: "Pandora ak:verysecret:x")
        #expect(!"\(token) \(String(reflecting: token))".contains("verysecret"))
        var dumped = ""
        dump([credentials], to: &dumped)
        dump(token, to: &dumped)
        #expect(!dumped.contains("verysecret"))
    }

    @Test func `an HTTP date is read back as it was written`() {
        let text = HTTPDate.text(of: Self.signedAt)
        #expect(text == "Tue, 15 Nov 2016 08:12:31 GMT")
        #expect(HTTPDate.date(from: text) == Self.signedAt)
    }

    @Test(arguments: [
        "", "yesterday", "Tue, 15 Nov 2016 08:12:31 UTC", "Wed, 15 Nov 2016 08:12:31 GMT",
        "Thu, 31 Nov 2016 08:12:31 GMT", "Tue, 15 Nov 2016 8:12:31 GMT", "2016-11-15T08:12:31Z",
        "Tue, 15 Nov 2016 24:12:31 GMT",
    ])
    func `a text that is no HTTP date is not read as one`(_ text: String) {
        #expect(HTTPDate.date(from: text) == nil)
    }

    private func verifier(_ accessKey: String, _ secretKey: String) -> RequestVerifier {
        RequestVerifier { $0 == accessKey ? secretKey : nil }
    }
}
