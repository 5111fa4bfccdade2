import PipelineAPI
import Testing

@testable import PipelineEngine

@Suite struct HourRangeTests {
    @Test(arguments: [
        ("2026-11-01-04/a.log", false), ("2026-11-01-05/a.log", true),
        ("2026/11/01/23/part2.gz", true), ("2026110205", false), ("notes.txt", false),
    ])
    func `a range takes the hours from its first to before its last`(
        _ path: String,
        _ isIn: Bool
    ) throws {
        let range = try HourRange("2026-11-01 05:00 ~ 2026-11-02 05:00")
        #expect((HourRange.hour(in: path).map(range.contains) ?? false) == isIn)
    }

    @Test(arguments: ["", "2026-11-01 05:00", "a ~ b", "2026-11-02 05 ~ 2026-11-01 05"])
    func `what is no range of times is refused`(_ text: String) {
        #expect {
            try HourRange(text)
        } throws: { error in
            (error as? APIError)?.code == .invalidPathFilter
        }
    }
}
