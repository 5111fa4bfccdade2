import PipelineAPI
import Testing

@Suite struct ErrorTableTests {
    @Test(arguments: ErrorTable.entries.map(\.code.description))
    func `a row says what it means in both languages, and no success`(_ code: String) throws {
        let entry = try #require(ErrorCode(code).entry)
        #expect(!entry.english.isEmpty)
        #expect(entry.chinese.unicodeScalars.contains { $0.value >= 0x4e00 })
        #expect(entry.status != 200 && (200...599).contains(entry.status))
    }

    @Test func `a code that no table knows keeps its text`() {
        let code = ErrorCode("E99999")
        #expect(code.entry == nil)
        #expect(code.status == 400)
        #expect(!code.isTransient)
        #expect(code.isFromService)
        #expect(APIError(code, "something new").wireText == "E99999: something new")
    }

    @Test func `statuses are the documents', also where clients expect others`() {
        #expect(ErrorCode.repoInUse.status == 400)
        #expect(ErrorCode.repoBeingMade.status == 202)
        #expect(ErrorCode.repoNotFound.status == 404)
        #expect(ErrorCode.unauthorized.status == 401)
    }

    @Test func `an error is one line with its code and its request`() {
        let error = APIError(.repoNotFound, "no repo named 'a'", requestID: "AAAA")
        #expect(error.description == "E18102: no repo named 'a' (X-Reqid AAAA)")
        #expect(APIError(.timedOut, "too late").description == "too late")
        #expect(APIError(.unauthorized, "why").wireText == "bad token")
    }
}
