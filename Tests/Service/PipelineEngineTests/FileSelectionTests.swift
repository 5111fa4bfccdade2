import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@Suite struct FileSelectionTests {
    private let selection = FileSelection(root: "/data", zone: .utc) { directory in
        switch directory {
        case "/data/buckets/logs": ["a/1970-01-01/x.json", "a/1970-01-02/y.json", "b.json"]
        case "/data/hdfs": ["in/one.csv", "other/two.csv"]
        case "/data/fusion/cdn.example.com":
            ["1969-12-31-23/a.log", "1970-01-01-00/a.log", "readme"]
        default: []
        }
    }
    private let scope = VariableScope(
        user: [],
        parameters: [:],
        batchTime: Date(timeIntervalSince1970: 0),
        zone: .utc
    )

    private func paths(_ source: DataSource, filter: String = "") throws -> [String] {
        try selection.files(of: source, filter: filter, scope: scope).paths
    }

    private func bucket(_ name: String = "logs", _ prefixes: [String]? = nil) -> DataSource {
        let spec = DataSourceSpec(bucket: name, keyPrefixes: prefixes, fileType: "json")
        return DataSource(region: "nb", type: .kodo, spec: spec)
    }

    @Test func `a bucket without prefixes means all of it`() throws {
        #expect(try paths(bucket()).count == 3)
    }

    private func logs(_ filter: String? = nil) -> DataSource {
        let spec = DataSourceSpec(domains: ["cdn.example.com"], fileFilter: filter)
        return DataSource(region: "nb", type: .fusion, spec: spec)
    }

    @Test func `the logs of a domain are those of a range of hours, text by line`() throws {
        let user = [
            Variable(name: "hourAgo", type: .time, value: "$(now)-1h", format: "yyyy-MM-dd HH:mm")
        ]
        let scope = VariableScope(
            user: user,
            parameters: [:],
            batchTime: Date(timeIntervalSince1970: 0),
            zone: .utc
        )
        let range = logs("$(hourAgo) ~ $(now)")
        let found = try selection.files(of: range, filter: "", scope: scope)
        #expect(found.paths == ["/data/fusion/cdn.example.com/1969-12-31-23/a.log"])
        #expect(found.format == .text)
        // A job's own filter stands in for the source's.
        let own = "1970-01-01 00 ~ 1970-01-01 01"
        #expect(
            try selection.files(of: range, filter: own, scope: scope).paths
                == ["/data/fusion/cdn.example.com/1970-01-01-00/a.log"]
        )
        #expect(try selection.files(of: logs(), filter: "", scope: scope).paths.count == 3)
    }

    @Test func `a range with an undefined variable is refused with the code of logs`() {
        #expect {
            try selection.files(of: logs("$(never) ~ $(now)"), filter: "", scope: scope)
        } throws: { error in
            (error as? APIError)?.code == .undefinedPathVariable
        }
    }

    @Test func `a filter is added to the prefix and filled in at the batch time`() throws {
        let found = try paths(bucket("logs", ["a/"]), filter: "$(year)-$(mon)-$(day)")
        #expect(found == ["/data/buckets/logs/a/1970-01-01/x.json"])
    }

    @Test func `a file that two prefixes name is read once`() throws {
        #expect(try paths(bucket("logs", ["b", "b.json"])) == ["/data/buckets/logs/b.json"])
    }

    @Test func `an hdfs path loses its host`() throws {
        let spec = DataSourceSpec(paths: ["hdfs://10.0.0.1:9000/in"], fileType: "text")
        let source = DataSource(region: "nb", type: .hdfs, spec: spec)
        #expect(try paths(source) == ["/data/hdfs/in/one.csv"])
    }

    @Test(arguments: ["../", "a/../../x", ".."])
    func `a prefix that leaves its root is refused`(_ prefix: String) {
        let error = #expect(throws: APIError.self) { try paths(bucket("logs", [prefix])) }
        #expect(error?.code == .invalidPathCharacter)
    }

    @Test(arguments: ["..", ".", "", "a/b"])
    func `a bucket is one directory`(_ name: String) {
        let error = #expect(throws: APIError.self) { try paths(bucket(name)) }
        #expect(error?.code == .bucketNotFound)
    }

    @Test func `an undefined variable in a filter is named`() {
        let error = #expect(throws: APIError.self) { try paths(bucket(), filter: "$(nope)") }
        #expect(error?.code == .undefinedVariable)
    }
}
