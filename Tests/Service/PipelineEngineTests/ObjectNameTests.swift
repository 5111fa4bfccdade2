import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@Suite struct ObjectNameTests {
    /// 2017-01-12 15:30:00 UTC.
    private let time = Date(timeIntervalSince1970: 1_484_235_000)

    @Test(arguments: [
        ("", "2017-01-12-15-30-00"), ("key1/", "key1/2017-01-12-15-30-00"),
        (
            "kodo-parquet/date=$(year)-$(mon)-$(day)/hour=$(hour)/min=$(min)/$(sec)",
            "kodo-parquet/date=2017-01-12/hour=15/min=30/00"
        ),
    ])
    func `a prefix becomes a name as the document says`(
        _ prefix: String,
        _ name: String
    ) throws {
        #expect(try ObjectName.name(from: prefix, at: time, in: .utc) == name)
    }

    @Test func `a name has the time of the zone it is asked for in`() throws {
        #expect(
            try ObjectName.name(from: "$(day)-$(hour)", at: time, in: .beijing) == "12-23"
        )
        #expect(try ObjectName.name(from: "", at: time, in: .beijing) == "2017-01-12-23-30-00")
    }

    @Test func `a variable that is none of the six is refused with the six`() {
        #expect {
            try ObjectName.name(from: "$(week)", at: time, in: .utc)
        } throws: { error in
            let error = error as? APIError
            return error?.code == .undefinedVariable && error?.message.contains("$(min)") == true
        }
    }
}
