package import PipelineAPI

import struct FoundationEssentials.Data

/// The format of a file's lines.
package enum PointLine: Sendable {
    /// The API's point text.
    case text
    /// JSON objects, written as point text according to the repo's schema.
    case json(schema: [SchemaField])
    /// CSV whose header names the fields; its records are read by ``CSVRecordReader``.
    case csv(schema: [SchemaField])

    /// Returns the line as it is posted; throws the error in it.
    package func posted(_ line: [UInt8]) throws(APIError) -> [UInt8] {
        try PointLine.requireText(line)
        guard case .json(let schema) = self else { return line }
        if line.allSatisfy(PointLine.blanks.contains) { return [] }
        return Array(PointText.format(try PointLine.object(line), schema: schema).utf8)
    }

    /// Returns the object that a line of JSON is.
    static func object(_ line: [UInt8]) throws(APIError) -> [String: JSONValue] {
        let record: [String: JSONValue]
        do throws(APIError) {
            record = try JSONCoding.decode([String: JSONValue].self, from: Data(line))
        } catch { throw APIError(.malformedBody, PointLine.reason(line)) }
        if let key = RepeatedKey.first(in: line) {
            throw APIError(.malformedBody, "it has '\(key)' twice: write it once")
        }
        return record
    }

    /// Throws for bytes that are no text.
    static func requireText(_ line: [UInt8]) throws(APIError) {
        guard String(validating: line, as: UTF8.self) != nil else {
            throw APIError(.malformedBody, PointLine.reason(line))
        }
    }

    /// Returns why a line is no point, and what to do where the bytes show it.
    private static func reason(_ line: [UInt8]) -> String {
        if line.starts(with: [0x1F, 0x8B]) { return "the file is compressed with gzip: unpack it" }
        if line.starts(with: [0xFF, 0xFE]) || line.starts(with: [0xFE, 0xFF]) || line.contains(0) {
            return "it is UTF-16 or binary: save the file as UTF-8"
        }
        guard let text = String(validating: line, as: UTF8.self) else {
            return "it is not UTF-8: save the file as UTF-8"
        }
        if text.drop(while: { $0 == " " || $0 == "\t" }).first == "[" {
            return "it is a JSON array: write one object on each line"
        }
        if let word = ["NaN", "Infinity"].first(where: text.contains) {
            return "it is no JSON object: JSON has no '\(word)', write null or leave the field out"
        }
        let numbers = text.split { !"0123456789+-.eE".contains($0) }
        if let number = numbers.first(where: { Double($0)?.isInfinite == true }) {
            return "it is no JSON object: '\(number)' is a larger number than a float has"
        }
        return "it is no JSON object: write one on each line, from '{' to '}'"
    }

    private static let blanks: [UInt8] = [0x20, 0x09, 0x0D]
}
