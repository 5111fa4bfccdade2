import FoundationEssentials
import PipelineAPI

/// Point text: read whole into valid JSON that writes and reads again, or refused with a code of points.
struct PointTarget: FuzzTarget {
    let name = "points"

    private static let schema = [
        SchemaField("s", .string, required: true), SchemaField("n", .long),
        SchemaField("f", .float), SchemaField("b", .boolean), SchemaField("t", .date),
        SchemaField("l", .array, elemtype: .long), SchemaField("j", .jsonString),
        SchemaField(
            "m",
            .map,
            schema: [
                SchemaField("x", .long),
                SchemaField("y", .map, schema: [SchemaField("z", .date)]),
            ]
        ), SchemaField("i", .ip),
    ]
    private static let line =
        "s=a b\tn=12\tf=1e+06\tb=true\tt=2026-11-21T03:04:05.123+08:00\tl=[1,2]\tj={\"k\":[null]}\t"
        + "m={\"x\":1,\"y\":{\"z\":\"2026-11-21T03:04:05Z\"}}\ti=10.0.0.1"

    func fault(of number: UInt64) -> String? {
        var random = Mutation(number)
        let text = random.mutate(Array((Self.line + "\n" + Self.line).utf8))
        let reader = PointText(
            schema: Self.schema,
            unescapesLines: number % 2 == 0
        )
        do throws(APIError) {
            let batch = try reader.read(Data(text), tags: Data(), adding: [:])
            return fault(of: batch, reader)
        } catch {
            let codes: [ErrorCode] = [.invalidFieldValue, .fieldNotFound, .pointDoesNotFit]
            return codes.contains(error.code) ? nil : "refused with \(error.code)"
        }
    }

    private func fault(of batch: PointText.Batch, _ reader: PointText) -> String? {
        guard let records = try? JSONCoding.decode([[String: JSONValue]].self, from: batch.json)
        else { return "the batch is no JSON: \(batch.json.base64EncodedString())" }
        guard records.count == batch.count else { return "\(records.count) of \(batch.count)" }
        let lines = records.map { PointText.format($0, schema: Self.schema) }
        let text = Data(lines.joined(separator: "\n").utf8)
        guard let again = try? reader.read(text, tags: Data(), adding: [:]) else {
            return "what was written is not read"
        }
        return again.count == batch.count ? nil : "\(again.count) of \(batch.count) are read again"
    }
}
