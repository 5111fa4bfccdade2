import CallSamples
import FoundationEssentials
import Testing

@testable import PipelineAPI

@Suite struct PointPropertyTests {
    @Test func `what is written as point text is read as it was`() throws {
        for seed in 0..<UInt64(500) {
            var random = RandomSource(seed: seed)
            let fields = try Schema(random.fields()).fields
            let records = (0..<5).map { _ in random.record(fields) }.filter { !$0.isEmpty }
            let text = records.map { PointText.format($0, schema: fields, escaping: .all) }
                .joined(separator: "\n")
            let batch = try PointText(schema: fields, unescapesLines: true)
                .read(Data(text.utf8), tags: Data(), adding: [:])
            let read = try JSONCoding.decode([[String: JSONValue]].self, from: batch.json)
            #expect(batch.count == records.count, "seed \(seed)")
            #expect(read == records, "seed \(seed)")
        }
    }

    @Test func `any bytes are read whole or refused with a code of points`() {
        let codes: [ErrorCode] = [.invalidFieldValue, .fieldNotFound, .pointDoesNotFit]
        for seed in 0..<UInt64(3000) {
            var random = RandomSource(seed: seed)
            let fields = random.fields()
            var text = Array(PointText.format(random.record(fields), schema: fields).utf8)
            for _ in 0..<random.number(below: 6) where !text.isEmpty {
                text[random.number(below: text.count)] = random.byte()
            }
            if seed % 5 == 0 { text = random.bytes(atMost: 200) }
            do throws(APIError) {
                let batch = try PointText(schema: fields, unescapesLines: seed % 2 == 0)
                    .read(Data(text), tags: Data(), adding: [:])
                let read = try JSONCoding.decode([[String: JSONValue]].self, from: batch.json)
                #expect(read.count == batch.count, "seed \(seed)")
            } catch {
                #expect(codes.contains(error.code), "seed \(seed): \(error)")
            }
        }
    }

    @Test(arguments: [".array", ".map", ".jsonstring"])
    func `a value nested without end is refused and overflows nothing`(_ type: String) {
        let fields = [
            SchemaField(
                "v",
                ValueType(rawValue: String(type.dropFirst())),
                elemtype: .string
            )
        ]
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            for depth in [100, 600, 100_000] {
                let body = String(repeating: open, count: depth) + "1"
                let text = "v=" + body + String(repeating: close, count: depth)
                let reader = PointText(schema: fields, unescapesLines: false)
                let batch = try? reader.read(Data(text.utf8), tags: Data(), adding: [:])
                if depth > 512 { #expect(batch == nil) }
            }
        }
    }

    @Test(arguments: ["\u{FEFF}[1]", "[\u{0}1\u{0}]\u{0}"])
    func `JSON of another encoding is refused, since it would spoil its batch`(_ value: String) {
        let fields = [SchemaField("v", .array, elemtype: .long)]
        #expect(throws: APIError.self) {
            try PointText(schema: fields, unescapesLines: false)
                .read(Data("v=\(value)".utf8), tags: Data(), adding: [:])
        }
    }

    @Test func `any body of any call is read or refused with a code`() throws {
        for (index, call) in CallSamples.all.enumerated() {
            func check<Call: APICall>(_ call: Call) throws {
                let request = try call.wireRequest()
                for seed in 0..<UInt64(60) {
                    var random = RandomSource(seed: seed &* 131 &+ UInt64(index))
                    let body = mutated(request.body, by: &random)
                    let headers: HeaderFields = ["Content-Type": "application/json"]
                    let names = Call.route.parameters.map { ($0, "x1") }
                    do throws(APIError) {
                        _ = try Call(
                            path: Dictionary(uniqueKeysWithValues: names),
                            query: request.query,
                            body: RawBody(body, headers: headers)
                        )
                    } catch {
                        let known = Call.route.errors + Route.common
                        #expect(known.contains(error.code), "\(Call.name) seed \(seed): \(error)")
                    }
                }
            }
            try check(call)
        }
    }

    private func mutated(_ body: Data, by random: inout RandomSource) -> Data {
        guard !body.isEmpty else { return Data(random.bytes(atMost: 20)) }
        var text = String(decoding: body, as: UTF8.self)
        let quoted = text.split(separator: "\"").map(String.init)
        for _ in 0..<(1 + random.number(below: 3)) {
            let part = quoted[random.number(below: quoted.count)]
            let other = ["null", "0", "\"\"", "[]", "{}", "1e400", "\"x\"", "[[1]]"]
            let new = other[random.number(below: other.count)]
            if let range = text.firstRange(of: "\"\(part)\"") {
                text.replaceSubrange(
                    range,
                    with: random.number(below: 2) == 0 ? new : "\"\(new.dropFirst())\""
                )
            }
        }
        return Data(text.utf8)
    }
}
