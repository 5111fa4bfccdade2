import Foundation
import Testing

@testable import PipelineAPI

@Suite struct IPAddressTests {
    private func isOne(_ text: String) -> Bool { IPAddress.isOne(Array(text.utf8)[...]) }

    @Test(arguments: [
        "0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "1::", "fe80::1",
        "2001:DB8::8:800:200C:417A",
        "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:1.2.3.4", "::1.2.3.4",
        "1::1.2.3.4", "1:2:3:4:5:6:1.2.3.4",
    ])
    func `addresses of both versions are read`(_ text: String) {
        #expect(isOne(text))
    }

    @Test(arguments: [
        "", "999.1.1.1", "256.1.1.1", "1.2.3", "1.2.3.4.5", "1.2.3.04", "1..2.3", "1.2.3.x",
        " 1.2.3.4",
        ":", ":::", "1:2", ":1", "1:", "1::2::3", "12345::", "g::", "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::", ":1.2.3.4", "1:1.2.3.4", "::256.1.1.1", "fe80::1%eth0", "host",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(!isOne(text))
    }

    @Test func `a point with a wrong address is refused, also within a map`() throws {
        let schema = [
            SchemaField("ip", .ip), SchemaField("m", .map, schema: [SchemaField("ip", .ip)]),
        ]
        let reader = PointText(schema: schema, unescapesLines: true)
        func read(_ text: String) throws -> Int {
            try reader.read(Data(text.utf8), tags: Data(), adding: [:]).count
        }
        #expect(try read("ip=10.0.0.1\tm={\"ip\":\"::1\"}") == 1)
        for text in ["ip=999.1.1.1", "m={\"ip\":\"1.2\"}"] {
            let error = try #require(throws: APIError.self) { try read(text) }
            #expect(error.code == .invalidFieldValue && error.message.contains("is not a"))
        }
    }
}
