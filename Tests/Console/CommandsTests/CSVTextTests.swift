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
}
