import PipelineAPI
import Synchronization
import Testing

@testable import Commands

@Suite struct PointPusherTests {
    /// Takes what is posted until a text is in it, and remembers it.
    private final class Repo: Sendable {
        let taken = Mutex<[String]>([])

        func service(refusing text: String = "?") -> FakeService {
            FakeService { call throws(APIError) in
                guard let post = call as? PostPoints else { return Nothing() }
                let posted = String(decoding: post.body.bytes, as: UTF8.self)
                if posted.contains(text) {
                    throw APIError(.invalidFieldValue, "line 2: '?' is not a long of field 'n'")
                }
                self.taken.withLock { $0.append(posted) }
                return Nothing()
            }
        }
    }

    private func push(
        _ text: String,
        to service: FakeService,
        batch: Int = 3,
        mostBytes: Int = 1000,
        as lines: PointLine = .text
    ) async throws -> Int {
        var pusher = PointPusher(
            api: service,
            repo: try RepoName("web"),
            lines: lines,
            batch: batch,
            mostBytes: mostBytes,
            report: { _ in }
        )
        for byte in text.utf8 { try await pusher.push([byte]) }
        try await pusher.finish()
        return pusher.accepted
    }

    @Test func `every line is posted once`() async throws {
        let repo = Repo()
        let text = (1...10).map { "n=\($0)\n" }.joined()
        #expect(try await push(text, to: repo.service()) == 10)
        #expect(repo.taken.withLock { $0.joined() } == text)
        #expect(repo.taken.withLock { $0.count } == 4)
    }

    @Test func `line ends of Windows and a byte order mark are no part of the points`() async throws
    {
        let repo = Repo()
        #expect(try await push("\u{feff}n=1\ts=a\r\nn=2\ts=b\r\n", to: repo.service()) == 2)
        #expect(repo.taken.withLock { $0.joined() } == "n=1\ts=a\nn=2\ts=b\n")
    }

    @Test(
        arguments: [
            ([0x1F, 0x8B, 0x08], "line 1: the file is compressed with gzip: unpack it"),
            ([0xFF, 0xFE, 0x6E, 0x00], "line 1: it is UTF-16 or binary: save the file as UTF-8"),
            ([0x6E, 0x3D, 0xE9], "line 1: it is not UTF-8: save the file as UTF-8"),
            (Array("[1]".utf8), "line 1: it is a JSON array: write one object on each line"),
            (
                Array("{\"n\":NaN}".utf8),
                "line 1: it is no JSON object: JSON has no 'NaN', write null or leave the field out"
            ),
            (
                Array("n=1".utf8),
                "line 1: it is no JSON object: write one on each line, from '{' to '}'"
            ),
            (
                Array(#"{"n":1e999}"#.utf8),
                "line 1: it is no JSON object: '1e999' is a larger number than a float has"
            ),
            (Array(#"{"n":1,"n":2}"#.utf8), "line 1: it has 'n' twice: write it once"),
            (Array(#"{"n":1,"\u006e":2}"#.utf8), "line 1: it has 'n' twice: write it once"),
            (
                Array(#"{"n":[{"a,":"\"","b":1,"b":2}]}"#.utf8),
                "line 1: it has 'b' twice: write it once"
            ),
        ] as [([UInt8], String)]
    )
    func `a line that is no JSON object is refused with what it is`(
        _ line: [UInt8],
        _ reason: String
    ) async throws {
        var pusher = PointPusher(
            api: Repo().service(),
            repo: try RepoName("web"),
            lines: .json(schema: []),
            batch: 3,
            report: { _ in }
        )
        try await pusher.push(line)
        var failure: CommandFailure?
        do throws(CommandFailure) {
            try await pusher.finish()
        } catch { failure = error }
        #expect(failure?.lines.first == reason)
    }

    @Test func `a refused batch names the file's lines and what was taken before it`() async throws
    {
        let repo = Repo()
        let text = (1...10).map { $0 == 5 ? "n=?\n" : "n=\($0)\n" }.joined()
        let service = repo.service()
        let failure = try await #require(throws: CommandFailure.self) {
            try await push(text, to: service)
        }
        #expect(failure.reason == .refused)
        #expect(failure.lines[0].hasPrefix("lines 4 to 6: E18110: line 2: '?'"))
        #expect(failure.lines.contains("it is line 5 of the file"))
        #expect(
            failure.lines.last
                == "3 points were accepted, those before line 4; nothing after line 6 was sent"
        )
        #expect(service.requests.count == 2)
    }

    @Test func `a line too large for any request is named and not sent`() async throws {
        let repo = Repo()
        let text = "n=1\nn=2\n" + String(repeating: "9", count: 50) + "\n"
        let failure = try await #require(throws: CommandFailure.self) {
            try await push(text, to: repo.service(), batch: 1, mostBytes: 20)
        }
        #expect(failure.lines[0] == "line 3: 50 bytes are too many: a point has less than 20")
        #expect(failure.lines[1].hasPrefix("1 point was accepted, before line 2; "))
    }

    @Test func `objects become points by the schema, and lines keep their numbers`() async throws {
        let repo = Repo()
        let lines = PointLine.json(schema: [
            SchemaField("n", .long), SchemaField("doc", .jsonString), SchemaField("s", .string),
        ])
        let text = #"{"s": "a\tb", "n": 1}"# + "\n \r\n" + #"{"doc": "x", "n": null}"#
        #expect(try await push(text, to: repo.service(), as: lines) == 2)
        #expect(repo.taken.withLock { $0 } == ["n=1\ts=a\\tb\n\ndoc=\"x\"\n"])
        let failure = try await #require(throws: CommandFailure.self) {
            try await push("{}\n\nn=1\n", to: repo.service(), as: lines)
        }
        #expect(
            failure.lines[0]
                == "line 3: it is no JSON object: write one on each line, from '{' to '}'"
        )
    }
}
