package import PipelineAPI

import struct FoundationEssentials.Data

/// How the lines of a file are made points.
package enum PointLine: Sendable {
    /// They are the API's point text.
    case text
    /// They are JSON objects, which the repo's schema says how to write.
    case json(schema: [SchemaField])

    /// The line as it is posted; throws what is wrong with it.
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
