import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct WireTests {
    @Test(arguments: [
        ("plain-_.~09", "plain-_.~09"), ("a b", "a%20b"), ("a+b&c=d/e?", "a%2Bb%26c%3Dd%2Fe%3F"),
        ("仓", "%E4%BB%93"), ("%", "%25"), ("\u{7}", "%07"), ("", ""),
    ])
    func `a text is percent-encoded and read back`(_ text: String, _ encoded: String) {
        #expect(PercentCoding.encode(text) == encoded)
        #expect(PercentCoding.decode(encoded) == text)
    }

    @Test(arguments: [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("100%25", "100%"), ("%-1", "%-1")])
    func `an escape that is none stays as it is`(_ text: String, _ decoded: String) {
        #expect(PercentCoding.decode(text) == decoded)
    }

    @Test func `what is not given is not in the query`() throws {
        let job = try JobName("a")
        #expect(try ListRuns(job: job).wireRequest().target == "/v2/jobs/a/history")
        #expect(
            try ListRuns(job: job, sortBy: "-endTime", runId: -1).wireRequest().target
                == "/v2/jobs/a/history?sortBy=-endTime&runId=-1"
        )
        #expect(
            try ListJobs(srcDatasource: "a&b").wireRequest().target
                == "/v2/jobs?srcDatasource=a%26b"
        )
    }

    @Test func `a query cannot replace what the path says`() throws {
        let call = try GetJob(
            path: ["job": "a"],
            query: [QueryItem("job", "b")],
            body: RawBody(Data(), headers: [:])
        )
        #expect(call.job.description == "a")
    }

    @Test func `a number in a query must be one`() {
        let error = #expect(throws: APIError.self) {
            try ListRuns(
                path: ["job": "a"],
                query: [QueryItem("page", "two")],
                body: RawBody(Data(), headers: [:])
            )
        }
        #expect(error?.code == .malformedBody)
        #expect(error?.message.contains("'two'") == true)
    }

    @Test func `a body that must be there is asked for, one that may be is not`() throws {
        let none = RawBody(Data(), headers: [:])
        let error = #expect(throws: APIError.self) {
            try CreateVariable(path: ["variable": "a"], query: [], body: none)
        }
        #expect(error?.code == .emptyBody)
        #expect(try StartJob(path: ["job": "a"], query: [], body: none).body == nil)
        let object = RawBody(Data("{}".utf8), headers: [:])
        #expect(try StartJob(path: ["job": "a"], query: [], body: object).body?.params == nil)
    }

    @Test func `header fields are found without regard to case`() {
        var headers: HeaderFields = ["Content-Md5": "a", "X": "1", "x": "2"]
        #expect(headers["content-MD5"] == "a")
        #expect(headers["X"] == "1")
        headers["x"] = "3"
        #expect(headers.fields.map(\.value) == ["a", "3"])
        headers["CONTENT-MD5"] = nil
        #expect(headers["Content-MD5"] == nil)
    }

    @Test(arguments: [
        ("2016-11-15T08:12:31Z", 1_479_197_551.0),
        ("2016-11-15T16:12:31+08:00", 1_479_197_551.0),
        ("2016-11-15T16:12:31.5+08:00", 1_479_197_551.5),
        ("2016-11-15T08:12:31.250000000Z", 1_479_197_551.25),
    ])
    func `a time is read with a fraction and an offset`(
        _ text: String,
        _ seconds: Double
    ) throws {
        let date = try #require(Timestamp(text: text).date)
        #expect(abs(date.timeIntervalSince1970 - seconds) < 0.001)
    }

    @Test func `a time is written in UTC with milliseconds`() {
        let stamp = Timestamp(Date(timeIntervalSince1970: 1_479_197_551.25))
        #expect(stamp.text == "2016-11-15T08:12:31.250Z")
    }
}
