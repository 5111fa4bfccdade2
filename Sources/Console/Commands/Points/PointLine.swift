package import PipelineAPI

import struct FoundationEssentials.Data

/// The format of a file's lines.
package enum PointLine: Sendable {
    /// The API's point text.
    case text
    /// JSON objects, written as point text according to the repo's schema.
    case json(schema: [SchemaField])

    /// Returns the line as it is posted; throws the error in it.
    package func posted(_ line: [UInt8]) throws(APIError) -> [UInt8] {
        guard case .json(let schema) = self else { return line }
        if line.allSatisfy(PointLine.blanks.contains) { return [] }
        do throws(APIError) {
            let record = try JSONCoding.decode([String: JSONValue].self, from: Data(line))
            return Array(PointText.format(record, schema: schema).utf8)
        } catch { throw APIError(.malformedBody, "it is no JSON object") }
    }

    private static let blanks: [UInt8] = [0x20, 0x09, 0x0D]
}
