import Testing

@testable import Console

@Suite struct CSVRecordsTests {
    @Test(arguments: [
        ("plain", "plain"),
        ("a,b", "\"a,b\""),
        ("say \"no\"", "\"say \"\"no\"\"\""),
        ("one\ntwo", "\"one\ntwo\""),
        ("one\r\ntwo", "\"one\r\ntwo\""),
        ("", ""),
        ("任务", "任务"),
    ])
    func `a field is quoted where RFC 4180 says so`(_ text: String, _ field: String) {
        #expect(CSVRecords.field(text) == field)
    }
}
