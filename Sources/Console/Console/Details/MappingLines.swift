import PipelineAPI
import Screen

/// Where an export writes and which field becomes which: facts, then a table of two columns.
enum MappingLines {
    /// `place` is where the export really delivers to, as far as its service tells it.
    static func lines(
        of type: ExportType,
        spec: JSONValue,
        place: String? = nil,
        glyphs: Glyphs
    ) -> [DetailLine] {
        let mapping = ExportMapping(of: type, spec: spec)
        let place = place.map { [DetailLine.fact("delivers to", $0, .accent), .blank] } ?? []
        return place + facts(mapping, type: type, glyphs: glyphs) + [.blank]
            + table(mapping, type: type, glyphs: glyphs)
    }

    /// Keys and values in the order in which one reads an address; what is not set is left out.
    private static func facts(
        _ mapping: ExportMapping,
        type: ExportType,
        glyphs: Glyphs
    ) -> [DetailLine] {
        let mask = SecretMask(glyphs: glyphs)
        let facts = mapping.facts.filter { ![.null, "", [], [:]].contains($0.value) }
            .sorted { (place(of: $0.key), $0.key) < (place(of: $1.key), $1.key) }
            .map { ($0.key, text(of: mask.masked($0.value, of: $0.key))) }
        let all = [("type", type.rawValue)] + facts
        let width = min(20, all.map { $0.0.printable.displayWidth }.max() ?? 0) + 2
        return all.map { key, value in
            DetailLine(
                [Span(key.printable.padded(toWidth: width), .muted), Span(value)],
                wraps: true
            )
        }
    }

    private static func table(
        _ mapping: ExportMapping,
        type: ExportType,
        glyphs: Glyphs
    ) -> [DetailLine] {
        guard !mapping.groups.isEmpty else {
            return [DetailLine(says: "no mapping: every field keeps its name", .muted, wraps: true)]
        }
        let names = mapping.groups.flatMap { $0.rows.map(\.destination) }
        let width = min(40, max(14, names.map(\.printable.displayWidth).max() ?? 0)) + 2
        let heading = DetailLine(
            [Span(says: "\(type) field", .heading, width: width), Span(says: "from", .heading)]
        )
        return [heading]
            + mapping.groups.flatMap { group -> [DetailLine] in
                let title = mapping.groups.count > 1 ? [DetailLine(group.name, .muted)] : []
                return title + group.rows.map { line(of: $0, width: width, glyphs: glyphs) }
            }
    }

    private static func line(
        of row: ExportMapping.Row,
        width: Int,
        glyphs: Glyphs
    ) -> DetailLine {
        let source =
            switch row.source {
            case .field(let name): Span("\(glyphs.leftArrow) \(name)", .accent)
            case .constant(let value):
                Span(
                    "= "
                        + JSONText.compact(
                            SecretMask(glyphs: glyphs).masked(value, of: row.destination)
                        ),
                    .sqlString
                )
            }
        return DetailLine(
            [Span(row.destination.printable.padded(toWidth: width), .strong), source],
            wraps: true
        )
    }

    private static func text(of value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .array(let elements) where elements.allSatisfy { $0.text != nil }:
            elements.compactMap(\.text).joined(separator: ", ")
        default: JSONText.compact(value)
        }
    }

    private static func place(of key: String) -> Int { order.firstIndex(of: key) ?? order.count }

    private static let order = [
        "host", "uri", "destRepoName", "series", "bucket", "path", "keyPrefix", "dbName",
        "tableName", "collName", "mode", "updateKey", "email", "user", "accessKey", "secretKey",
        "format", "delimiter", "containsHeader", "compress", "compression", "rotateStrategy",
        "rotateInterval", "rotateSize", "rotateNumber", "retention", "fileCount", "partitionBy",
        "saveMode", "omitInvalid", "omitEmpty", "version",
    ]
}
