import FoundationEssentials
import PipelineAPI

/// Point text is read whole into JSON that can be written and read again, or refused with an error code.
enum PointTarget: FuzzTarget {
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
    private static let codes: [ErrorCode] = [
        .invalidFieldValue, .fieldNotFound, .pointDoesNotFit,
    ]

    static func fault(in input: [UInt8]) -> String? {
        for unescapes in [false, true] {
            let reader = PointText(schema: schema, unescapesLines: unescapes)
            if let fault = fault(in: Data(input), reader) { return fault }
        }
        return nil
    }

    private static func fault(in text: Data, _ reader: PointText) -> String? {
        do throws(APIError) {
            let batch = try reader.read(text, tags: Data(), adding: [:])
            return fault(of: batch, reader)
        } catch {
            return codes.contains(error.code) ? nil : "refused with \(error.code)"
        }
    }

    private static func fault(of batch: PointText.Batch, _ reader: PointText) -> String? {
        guard let records = try? JSONCoding.decode([[String: JSONValue]].self, from: batch.json)
        else { return "the batch is no JSON: \(batch.json.base64EncodedString())" }
        guard records.count == batch.count else { return "\(records.count) of \(batch.count)" }
        let lines = records.map { PointText.format($0, schema: schema, escaping: .all) }
        let text = Data(lines.joined(separator: "\n").utf8)
        guard let again = try? reader.read(text, tags: Data(), adding: [:]) else {
            return "what was written is not read"
        }
        return again.count == batch.count ? nil : "\(again.count) of \(batch.count) are read again"
    }
}
