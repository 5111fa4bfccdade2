package import PipelineAPI

import struct FoundationEssentials.Data

/// Finds out the schema of the points in a file: objects of JSON, one a line, or CSV with a header.
package struct SchemaInference {
    private var splitter = LineSplitter(keepsReturns: true)
    private var records = CSVRecordReader()
    private var evidence = RecordEvidence()
    private var header: [String]?
    /// Whether the lines are JSON; `nil` before the first that is not blank.
    private var isJSON: Bool?
    private var line = 0

    package init() {}

    package mutating func push(_ piece: [UInt8]) throws(CommandFailure) {
        for line in splitter.lines(in: piece) { try take(line) }
    }

    /// Returns the fields; throws where the file has none, or names that no field can have.
    package mutating func finish() throws(CommandFailure) -> [SchemaField] {
        if let line = splitter.finish() { try take(line) }
        guard records.openLines == 0 else {
            throw unfit("a quote is opened in it and not closed", at: line - records.openLines + 1)
        }
        let fields = evidence.fields(unknown: isJSON == true ? .jsonString : .string)
        guard !fields.isEmpty else {
            throw CommandFailure(.usage, "it has no points: give a file with JSON objects or CSV")
        }
        do throws(APIError) {
            _ = try Schema(fields)
        } catch { throw CommandFailure(error) }
        return fields
    }

    private mutating func take(_ bytes: [UInt8]) throws(CommandFailure) {
        line += 1
        var bytes = bytes
        if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        do throws(APIError) {
            try PointLine.requireText(bytes)
            let first = bytes.first { ![0x20, 0x09, 0x0D].contains($0) }
            if isJSON == nil, let first {
                isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            }
            guard let isJSON else { return }
            if isJSON {
                if first != nil { evidence.note(try PointLine.object(bytes)) }
            } else {
                try take(record: bytes)
            }
        } catch { throw unfit(error.message, at: line - max(0, records.openLines - 1)) }
    }

    private mutating func take(record bytes: [UInt8]) throws(APIError) {
        guard let record = try records.take(bytes), !record.isBlank else { return }
        let texts = record.cells.map { String(decoding: $0.text, as: UTF8.self) }
        guard let header else {
            header = texts
            for name in texts { evidence.note(name, text: nil) }
            guard Set(texts).count == texts.count else {
                throw APIError(.malformedBody, "two columns of the header have the same name")
            }
            return
        }
        guard texts.count == header.count else {
            throw APIError(
                .malformedBody,
                "it has \(texts.count) columns, the header \(header.count)"
            )
        }
        for (index, text) in texts.enumerated() {
            let isValue = record.cells[index].isQuoted || !text.isEmpty
            evidence.note(header[index], text: isValue ? text : nil)
        }
    }

    private func unfit(_ problem: String, at line: Int) -> CommandFailure {
        CommandFailure(.usage, "line \(line): \(problem)")
    }
}

extension SchemaInference {
    /// Returns the document of a repo with these fields.
    package static func document(
        _ fields: [SchemaField],
        named name: String,
        region: String
    ) throws(CommandFailure) -> String {
        do throws(APIError) {
            let value = JSONValue.object(["schema": try JSONValue(encoding: fields)])
            return "kind: repos\nname: \(name)\nregion: \(region)\n" + ValueText.yaml(value)
        } catch { throw CommandFailure(error) }
    }

    /// Returns a name for the repo out of a file's: `access_log` of `logs/access-log.csv.gz`.
    package static func name(of path: String) -> String {
        let base = path.split(separator: "/").last?.split(separator: ".").first ?? ""
        let name = String(base.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        guard name.first?.isLetter == true, (try? RepoName(name)) != nil else { return "points" }
        return name
    }
}
