import PipelineAPI
import Synchronization
import Testing

@testable import Commands

/// Points out of CSV files, and where a push goes on.
@Suite struct CSVPushTests {
    private static let schema = [
        SchemaField("n", .long, required: true), SchemaField("s", .string),
        SchemaField("j", .jsonString), SchemaField("tags", .array, elemtype: .string),
    ]

    /// Pushes a text byte by byte; returns what was posted.
    private func push(
        _ text: String,
        batch: Int = 100,
        from line: Int = 1,
        mostBytes: Int = 1000,
        as lines: PointLine = .csv(schema: Self.schema),
        refusing refused: String = "?"
    ) async throws -> (posted: [String], failure: CommandFailure?, untaken: Int) {
        let taken = Mutex<[String]>([])
        let service = FakeService { call throws(APIError) in
            guard let post = call as? PostPoints else { return Nothing() }
            let posted = String(decoding: post.body.bytes, as: UTF8.self)
            if posted.contains(refused) { throw APIError(.timedOut, "no answer") }
            taken.withLock { $0.append(posted) }
            return Nothing()
        }
        var pusher = PointPusher(
            api: service,
            repo: try RepoName("web"),
            lines: lines,
            batch: batch,
            from: line,
            mostBytes: mostBytes,
            report: { _ in }
        )
        var failure: CommandFailure?
        do throws(CommandFailure) {
            for byte in text.utf8 { try await pusher.push([byte]) }
            try await pusher.finish()
        } catch { failure = error }
        return (taken.withLock { $0 }, failure, pusher.firstUntaken)
    }

    @Test func `records become points by the names in the header`() async throws {
        let text =
            "\u{feff}s,n,j,tags\r\n\"a, \"\"b\"\"\r\nc\",1,\"{\"\"x\"\": 1}\",\"[\"\"t\"\"]\"\r\n"
            + ",2,,\r\n\"\",3,,"
        let (posted, failure, _) = try await push(text)
        #expect(failure == nil)
        #expect(
            posted == [
                "\ns=a, \"b\"\r\\nc\tn=1\tj={\"x\":1}\ttags=[\"t\"]\n\nn=2\ns=\tn=3\n"
            ]
        )
    }

    @Test(
        arguments: [
            ("n,x\n1,2\n", "line 1: the header is not of this repo: no field 'x'"),
            ("n;s\n1;2\n", "line 1: the header is not of this repo: no field 'n;s'"),
            ("n,\n1,2\n", "line 1: the header is not of this repo: column 2 has no name"),
            ("n,n\n1,2\n", "line 1: the header has 'n' twice"),
            ("s\n1\n", "line 1: the header lacks the required field 'n'"),
            ("n,s\n1\n", "line 2: it has 1 columns, the header 2"),
            ("n,s\n1,a,b\n", "line 2: it has 3 columns, the header 2"),
            ("n,s\n1,a\"b\n", "line 2: column 2 has a quote within its text"),
            ("n,s\n1,\"a\"b\n", "line 2: column 2 has text after its closing quote"),
            ("n,s\n\n1,\"a\nb\nc", "line 3: a quote is opened in it and not closed"),
            ("n,j\n1,{\n", "line 2: 'j' is no JSON, which jsonstring is written as"),
        ]
    )
    func `what is wrong is refused with its line, and nothing is sent`(
        _ text: String,
        _ reason: String
    ) async throws {
        let (posted, failure, untaken) = try await push(text)
        #expect(posted.isEmpty)
        #expect(failure?.lines.first?.hasPrefix(reason) == true, "\(failure?.lines ?? [])")
        #expect(failure?.reason == .usage)
        #expect(untaken == 1)
    }

    @Test func `a quote that is never closed does not collect the whole file`() async throws {
        let (_, failure, _) = try await push(
            "n,s\n1,\"" + String(repeating: "a\n", count: 600),
            mostBytes: 1000
        )
        #expect(failure?.lines.first == "line 2: a quote is opened in it and not closed")
    }

    @Test(arguments: [PointLine.text, .csv(schema: Self.schema)])
    func `a push that was halted goes on at the line it names, and sends nothing twice`(
        _ lines: PointLine
    ) async throws {
        let isCSV = if case .csv = lines { true } else { false }
        let rows = (2...10).map { isCSV ? "\($0)" : "n=\($0)" }
        let text = ([isCSV ? "n" : "n=1"] + rows).joined(separator: "\n") + "\n"
        let halted = try await push(text, batch: 3, as: lines, refusing: "n=8")
        #expect(halted.failure?.lines.first?.contains("no answer") == true)
        let rest = try await push(text, batch: 4, from: halted.untaken, as: lines)
        #expect(rest.failure == nil)
        let all = (halted.posted + rest.posted).joined().split(separator: "\n")
        #expect(all == ((isCSV ? 2 : 1)...10).map { "n=\($0)" })
        #expect(!rest.posted.isEmpty && !halted.posted.isEmpty)
    }

    @Test func `a line that a record does not begin at, or that is not there, is refused`()
        async throws
    {
        let text = "n,s\n1,\"a\nb\"\n2,c\n"
        let within = try await push(text, from: 3)
        #expect(
            within.failure?.lines == [
                "line 3 is within the record from line 2: begin at that"
            ]
        )
        #expect(try await push(text, from: 4).posted == ["n=2\ts=c\n"])
        let beyond = try await push(text, from: 9)
        #expect(beyond.failure?.lines == ["there is no line 9: the file has 4"])
        #expect(within.posted.isEmpty && beyond.posted.isEmpty)
    }
}
