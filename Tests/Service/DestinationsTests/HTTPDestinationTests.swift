import FoundationEssentials
import LoopbackSupport
import PipelineAPI
import PipelineEngine
import Testing

@testable import Destinations

@Suite struct HTTPDestinationTests {
    @Test(arguments: [
        ("text", "text/plain", "host=a\tn=1\nhost=b\\tc\\\\"),
        ("json", "application/json", "{\"host\":\"a\",\"n\":1}\n{\"host\":\"b\\tc\\\\\"}"),
    ])
    func `records are posted a line each, labelled with their format`(
        _ format: String,
        _ label: String,
        _ body: String
    ) async throws {
        let fixture = try DestinationFixture()
        let listener = try LoopbackService { _ in .ok("") }
        defer { listener.stop() }
        try await fixture.deliver(
            .http,
            [
                "host": .string("127.0.0.1:\(listener.port)"), "uri": "/in",
                "format": .string(format),
            ],
            [["host": "a", "n": 1], ["host": "b\tc\\"]]
        )
        let request = try #require(listener.requests.first)
        #expect(request.hasPrefix("POST /in HTTP/1.1"))
        #expect(request.lowercased().contains("content-type: \(label)"))
        #expect(request.hasSuffix("\r\n\r\n" + body))
    }

    @Test func `an address that answers an error has not accepted anything`() async throws {
        let fixture = try DestinationFixture()
        let answer = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
        let listener = try LoopbackService { _ in .text(answer) }
        defer { listener.stop() }
        await #expect(throws: DeliveryFailure.self) {
            try await fixture.deliver(
                .http,
                ["host": .string(listener.endpoint + "/"), "uri": "/in"],
                [["n": 1]]
            )
        }
    }
}
