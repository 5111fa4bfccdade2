import PipelineAPI
import Testing

@testable import Commands

@Suite struct CSVTextTests {
    @Test func `records end in CRLF and leave out the signs that are for the eye`() throws {
        let runs = [
            Run(runId: 7, batchTime: Timestamp(text: "?"), status: .failed, message: "no, space"),
            Run(runId: 6, batchTime: Timestamp(text: "?"), status: .successful),
        ]
        let lines = CSVText.text(of: try Samples.table(of: runs), isForTerminal: false).utf8
            .split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        #expect(
            lines == [
                "RUN,STATUS,BATCH TIME,STARTED,DURATION,MESSAGE\r",
                "7,Failed,?,,,\"no, space\"\r",
                "6,Successful,?,,,\r",
            ]
        )
    }

    @Test func `a program gets every byte, a terminal none that it would act on`() throws {
        let table = try Samples.table(ofRepos: "a\u{1b}[2J\nb")
        let text = CSVText.text(of: table, isForTerminal: false)
        #expect(text.contains("\"a\u{1b}[2J\nb\","))
        #expect(CSVText.text(of: table, isForTerminal: true).contains("a\\x1b[2J\\nb,"))
    }

    @Test func `records have a column for each of their fields`() {
        let records: [JSONValue] = [
            .object(["n": .integer(1), "s": "a,b", "tags": .array([.integer(1), "x"])]),
            .object(["n": .null, "f": "e\u{1b}[2J"]),
        ]
        #expect(
            CSVText.text(ofRecords: records, isForTerminal: false)
                == "f,n,s,tags\r\n,1,\"a,b\",\"[1,\"\"x\"\"]\"\r\ne\u{1b}[2J,,,\r\n"
        )
        #expect(CSVText.text(ofRecords: records, isForTerminal: true).contains("e\\x1b[2J"))
    }

    @Test func `a request has JSON's escapes for what a terminal would act on`() {
        #expect(
            ValueText.escaped("PUT /v2 {\"a\":\"\u{7f}\u{2028}\"}")
                == "PUT /v2 {\"a\":\"\\u007f\\u2028\"}"
        )
    }
}
