import PipelineAPI

import struct FoundationEssentials.Data

/// The columns of a CSV file as the fields of a repo, by the names in its header.
struct CSVColumns: Sendable {
    private let fields: [SchemaField]

    /// Throws what is wrong with the header: nothing of such a file is sent.
    init(header: CSVRecord, schema: [SchemaField]) throws(APIError) {
        let known = Dictionary(schema.map { ($0.key, $0) }) { first, _ in first }
        var fields: [SchemaField] = []
        for (index, cell) in header.cells.enumerated() {
            let name = String(decoding: cell.text, as: UTF8.self)
            guard let field = known[name] else {
                let hint = NearestName.hint(for: name, among: schema.map(\.key))
                let what = name.isEmpty ? "column \(index + 1) has no name" : "no field '\(name)'"
                throw APIError(
                    .fieldNotFound,
                    "the header is not of this repo: \(what)\(hint); "
                        + "name the columns as the fields, with ',' between them"
                )
            }
            guard !fields.contains(where: { $0.key == name }) else {
                throw APIError(.malformedBody, "the header has '\(name)' twice: leave one out")
            }
            fields.append(field)
        }
        if let missing = schema.first(where: { field in
            field.isRequired && !fields.contains { $0.key == field.key }
        }) {
            throw APIError(
                .pointDoesNotFit,
                "the header lacks the required field '\(missing.key)': add its column"
            )
        }
        self.fields = fields
    }

    /// Returns a record as point text; an empty cell without quotes is no value.
    func posted(_ record: CSVRecord) throws(APIError) -> [UInt8] {
        if record.isBlank, fields.count != 1 { return [] }
        guard record.cells.count == fields.count else {
            throw APIError(
                .malformedBody,
                "it has \(record.cells.count) columns, the header \(fields.count): "
                    + "put a text with ',' in quotes"
            )
        }
        var values: [String: JSONValue] = [:]
        for (field, cell) in zip(fields, record.cells) where cell.isQuoted || !cell.text.isEmpty {
            values[field.key] = try value(of: cell, for: field)
        }
        return Array(PointText.format(values, schema: fields).utf8)
    }

    private func value(
        of cell: CSVRecord.Cell,
        for field: SchemaField
    ) throws(APIError) -> JSONValue {
        guard [.array, .map, .jsonString].contains(field.valtype) else {
            return .string(String(decoding: cell.text, as: UTF8.self))
        }
        do throws(APIError) {
            return try JSONCoding.decode(JSONValue.self, from: Data(cell.text))
        } catch {
            throw APIError(
                .malformedBody,
                "'\(field.key)' is no JSON, which \(field.valtype) is written as"
            )
        }
    }
}
