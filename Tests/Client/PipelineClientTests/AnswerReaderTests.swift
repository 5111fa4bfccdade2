import FoundationEssentials
import PipelineAPI
import Testing

@testable import PipelineClient

@Suite struct AnswerReaderTests {
    struct Refusal: CustomTestStringConvertible, Sendable {
        let status: Int
        let body: String
        var headers: HeaderFields = [:]
        let code: ErrorCode
        let message: String
        var testDescription: String { "\(status) \(body)" }
    }

    private static let sameClock: HeaderFields = ["Date": "Tue, 15 Nov 2016 08:12:31 GMT"]

    static let refusals = [
        Refusal(
            status: 404,
            body: #"{"error":"E18102: no repo named 'a': see: b"}"#,
            code: .repoNotFound,
            message: "no repo named 'a': see: b"
        ),
        Refusal(
            status: 500,
            body: #"{"error":"E9000:oops"}"#,
            code: .internalError,
            message: "oops"
        ),
        Refusal(
            status: 202,
            body: #"{"error":"E18124: still being made"}"#,
            code: .repoBeingMade,
            message: "still being made"
        ),
        Refusal(
            status: 400,
            body: #"{"error":"E77777: new"}"#,
            code: ErrorCode("E77777"),
            message: "new"
        ),
        Refusal(
            status: 400,
            body: #"{"error":"E18102"}"#,
            code: ErrorCode("status-400"),
            message: "the service answered status 400 ('E18102'): "
                + "check that the endpoint is a pipeline service"
        ),
        Refusal(
            status: 404,
            body: "<html>\r\n<b>no\u{1b}[2J</b>",
            code: ErrorCode("status-404"),
            message: "the service answered status 404 ('<html> <b>no [2J</b>'): "
                + "check that the endpoint is a pipeline service"
        ),
        Refusal(
            status: 201,
            body: "",
            code: ErrorCode("status-201"),
            message: "the service answered status 201: "
                + "check that the endpoint is a pipeline service"
        ),
        Refusal(
            status: 502,
            body: #"{"error":{"code":1}}"#,
            code: .serverFault,
            message: #"the service failed with status 502 ('{"error":{"code":1}}'): "#
                + "try again in a while"
        ),
        Refusal(
            status: 429,
            body: "slow down",
            code: .tooManyRequests,
            message: "the service asks for fewer requests ('slow down'): wait a little"
        ),
        Refusal(
            status: 401,
            body: #"{"error":"bad token"}"#,
            headers: sameClock,
            code: .unauthorized,
            message: "the key was refused ('bad token'): check the access key and its secret; "
                + "the clocks agree: the service says it is Tue, 15 Nov 2016 08:12:31 GMT, "
                + "here it is Tue, 15 Nov 2016 08:12:31 GMT"
        ),
        Refusal(
            status: 401,
            body: "",
            headers: ["Date": "Tue, 15 Nov 2016 09:12:31 GMT"],
            code: .unauthorized,
            message: "the request was refused because this machine's clock is off: "
                + "the service says it is Tue, 15 Nov 2016 09:12:31 GMT, "
                + "here it is Tue, 15 Nov 2016 08:12:31 GMT: set the clock"
        ),
        Refusal(
            status: 401,
            body: "",
            code: .unauthorized,
            message: "the key was refused, or this machine's clock is off: check both"
        ),
    ]

    @Test(arguments: refusals)
    func `an answer that is no success is an error in words`(_ refusal: Refusal) throws {
        var headers = refusal.headers
        headers["X-Reqid"] = "AAAA"
        let response = WireResponse(
            status: refusal.status,
            headers: headers,
            body: Data(refusal.body.utf8)
        )
        let error = try #require(AnswerReader.refusal(of: response, at: ManualTime.start))
        #expect(error.code == refusal.code)
        #expect(error.message == refusal.message)
        #expect(error.requestID == "AAAA")
    }

    @Test func `only status 200 is a success`() {
        for status in 100...599 {
            let refusal = AnswerReader.refusal(of: WireResponse(status: status), at: .distantPast)
            #expect((refusal == nil) == (status == 200), "\(status)")
        }
    }

    @Test(arguments: [
        ("7", 7), ("0", 0), ("-3", 0), ("Tue, 15 Nov 2016 08:12:41 GMT", 10),
        ("Tue, 15 Nov 2016 08:12:21 GMT", 0),
    ])
    func `a wait is read as seconds and as a date`(_ text: String, _ seconds: Int) {
        let response = WireResponse(status: 429, headers: ["retry-after": text])
        let refusal = AnswerReader.refusal(of: response, at: ManualTime.start)
        #expect(refusal?.retryAfter == seconds)
    }

    @Test(arguments: ["", "soon", "1.5"])
    func `a wait that cannot be read is none`(_ text: String) {
        let response = WireResponse(status: 429, headers: ["Retry-After": text])
        #expect(AnswerReader.refusal(of: response, at: ManualTime.start)?.retryAfter == nil)
    }

    @Test(arguments: [
        ("", "which is empty: "),
        ("<html>sign in</html>", "which is no JSON and begins with '<html>"),
    ])
    func `a success that is no JSON comes from another server`(_ body: String, _ words: String) {
        let response = WireResponse(status: 200, body: Data(body.utf8))
        let error = #expect(throws: APIError.self) {
            try AnswerReader.output(of: ListRuns.self, from: response, at: ManualTime.start)
        }
        #expect(error?.message.hasPrefix("cannot read the answer to ListRuns, \(words)") == true)
        #expect(
            error?.message.hasSuffix(
                ": check that the endpoint is a pipeline service and no other server answers for it"
            ) == true
        )
    }

    @Test func `an empty object is no message to quote`() {
        let response = WireResponse(status: 429, body: Data("{}".utf8))
        #expect(
            AnswerReader.refusal(of: response, at: ManualTime.start)?.message
                == "the service asks for fewer requests: wait a little"
        )
    }

    @Test(arguments: [
        (429, "the service asks for fewer requests: wait 20 s"),
        (503, "the service failed with status 503: try again in 20 s"),
    ])
    func `how long to wait is said where the service says it`(_ status: Int, _ words: String) {
        let response = WireResponse(status: status, headers: ["Retry-After": "20"])
        let refusal = AnswerReader.refusal(of: response, at: ManualTime.start)
        #expect(refusal?.message == words)
    }

    @Test(arguments: [
        ("[]", "the body has the wrong type"), ("null", "the body is null"),
        (#"{"total":"x","history":[]}"#, "'total' has the wrong type"),
    ])
    func `JSON of another service is told with the place, without advice for that service`(
        _ body: String,
        _ reason: String
    ) {
        let response = WireResponse(status: 200, body: Data(body.utf8))
        let error = #expect(throws: APIError.self) {
            try AnswerReader.output(of: ListRuns.self, from: response, at: ManualTime.start)
        }
        #expect(
            error?.message
                == "cannot read the answer to ListRuns, which begins with '\(body)': \(reason): "
                + "check that the endpoint is a pipeline service and no other server answers for it"
        )
    }

    @Test func `a redirect names where it leads`() {
        let response = WireResponse(status: 302, headers: ["Location": "https://login.example/"])
        #expect(
            AnswerReader.refusal(of: response, at: ManualTime.start)?.message
                == "the service answered status 302 and leads to 'https://login.example/': "
                + "check that the endpoint is a pipeline service"
        )
    }

    @Test func `a success that cannot be read names the call, the place and the beginning`() {
        let response = WireResponse(
            status: 200,
            headers: ["X-Reqid": "AAAA"],
            body: Data(#"{"total":1}"#.utf8)
        )
        #expect(
            throws: APIError(
                .unreadable,
                "cannot read the answer to ListRuns, which begins with '{\"total\":1}': "
                    + "'history' is missing: check that the endpoint is a pipeline service and no other "
                    + "server answers for it",
                requestID: "AAAA"
            )
        ) {
            try AnswerReader.output(of: ListRuns.self, from: response, at: ManualTime.start)
        }
    }

    @Test(arguments: [
        ("", ""), (" a\t\r\n b ", "a b"), ("a\u{0}\u{9b}31m\u{202e}b", "a 31m b"), ("数据", "数据"),
    ])
    func `an excerpt is one line of what can be shown`(_ text: String, _ expected: String) {
        #expect(Excerpt.text(of: Data(text.utf8)) == expected)
    }

    @Test func `an excerpt has at most 120 characters, and bytes that are no text do no harm`() {
        let long = Excerpt.text(of: Data(String(repeating: "数", count: 4000).utf8))
        #expect(long.count == 120)
        #expect(long.hasSuffix("数…"))
        #expect(Excerpt.text(of: Data([0xff, 0xfe, 0x41])).hasSuffix("A"))
    }
}
