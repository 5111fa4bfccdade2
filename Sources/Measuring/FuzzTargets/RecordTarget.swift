import Commands
import FoundationEssentials
import PipelineAPI

/// Records of CSV are refused or read; written with quotes they are read again as they were.
///
/// A line of JSON is refused or becomes point text that is read as one point.
enum RecordTarget: FuzzTarget {
    private static let schema = [
        SchemaField("s", .string), SchemaField("n", .long), SchemaField("f", .float),
        SchemaField("b", .boolean), SchemaField("t", .date),
        SchemaField("l", .array, elemtype: .string),
        SchemaField("m", .map, schema: [SchemaField("x", .long)]), SchemaField("j", .jsonString),
    ]

    static func fault(in input: [UInt8]) -> String? {
        let lines = input.split(separator: UInt8(ascii: "\n"))
        return lines.lazy.compactMap { faultOfJSON(Array($0)) }.first ?? faultOfCSV(input)
    }

    private static func faultOfJSON(_ line: [UInt8]) -> String? {
        guard let posted = try? PointLine.json(schema: schema).posted(line), !posted.isEmpty else {
            return nil
        }
        let reader = PointText(schema: schema, unescapesLines: false)
        do throws(APIError) {
            let count = try reader.read(Data(posted), tags: Data(), adding: [:]).count
            return count == 1 ? nil : "a line of JSON is \(count) points"
        } catch {
            return error.message.isEmpty ? "a point is refused without words" : nil
        }
    }

    private static func faultOfCSV(_ input: [UInt8]) -> String? {
        guard let records = try? records(in: input), !records.isEmpty else { return nil }
        let written = records.map(text).joined(separator: [UInt8(ascii: "\n")])
        guard let again = try? Self.records(in: Array(written)) else {
            return "what was written is not read"
        }
        let texts = records.map { $0.cells.map(\.text) }
        let read = again.map { $0.cells.map(\.text) }
        guard let place = zip(read, texts).enumerated().first(where: { $1.0 != $1.1 })?.offset
        else {
            return read.count == texts.count
                ? nil : "\(read.count) of \(texts.count) are read again"
        }
        return "record \(place + 1) is read again as \(read[place]), and was \(texts[place])"
    }

    private static func records(in input: [UInt8]) throws(APIError) -> [CSVRecord] {
        var reader = CSVRecordReader()
        var records: [CSVRecord] = []
        for line in input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if let record = try reader.take(Array(line)) { records.append(record) }
        }
        return records
    }

    private static func text(of record: CSVRecord) -> [UInt8] {
        let quote = [UInt8(ascii: "\"")]
        let cells = record.cells.map { cell in
            quote
                + cell.text.split(separator: quote[0], omittingEmptySubsequences: false)
                .joined(separator: quote + quote) + quote
        }
        return Array(cells.joined(separator: [UInt8(ascii: ",")]))
    }
}
