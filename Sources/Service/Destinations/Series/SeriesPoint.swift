import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// Converts records to points of a time series: time, tags, fields.
struct SeriesPoint: Sendable {
    let spec: TSDBExportSpec

    init(_ spec: TSDBExportSpec) {
        self.spec = spec
    }

    /// The time, tags and fields that a record becomes.
    struct Parts {
        var time: Date
        var tags: PointRecord
        var fields: PointRecord
    }

    /// Returns the point as a row of a database.
    func row(of record: PointRecord, arrival: Date) throws(DeliveryFailure) -> PointRecord? {
        guard let parts = try parts(of: record, arrival: arrival) else { return nil }
        return [
            "time": .string(Timestamp(parts.time).text), "tags": .object(parts.tags),
            "fields": .object(parts.fields),
        ]
    }

    /// Returns `nil` for a record that is omitted: its time cannot be read, or it has none of the fields.
    ///
    /// Throws for a value that a series cannot hold, unless `omitInvalid` is set.
    func parts(of record: PointRecord, arrival: Date) throws(DeliveryFailure) -> Parts? {
        guard let time = time(of: record, arrival: arrival) else { return nil }
        let fields = try values(spec.fields ?? [:], from: record)
        guard !fields.isEmpty else { return nil }
        return Parts(
            time: time,
            tags: try values(spec.tags ?? [:], from: record),
            fields: fields
        )
    }

    private func values(
        _ mapping: [String: String],
        from record: PointRecord
    ) throws(DeliveryFailure) -> PointRecord {
        var found: PointRecord = [:]
        for (target, text) in mapping {
            let source = FieldReference.name(in: text) ?? text
            switch record[source] {
            case nil, .null?: continue
            case .string("")? where spec.omitEmpty == true: continue
            case .array?, .object?:
                guard spec.omitInvalid == true else {
                    throw DeliveryFailure(
                        "field '\(source)' is a list or a map, which a series cannot hold: "
                            + "leave it out, or set omitInvalid"
                    )
                }
            case let value?: found[target] = value
            }
        }
        return found
    }

    private func time(of record: PointRecord, arrival: Date) -> Date? {
        guard let text = spec.timestamp, !text.isEmpty else { return arrival }
        switch record[FieldReference.name(in: text) ?? text] {
        case .string(let text)?: return Timestamp.parse(text)
        case .integer(let number)?: return SeriesPoint.date(ofEpoch: number)
        default: return nil
        }
    }

    /// Returns the time of a count since 1970 in seconds, milli-, micro- or nanoseconds, by its magnitude.
    static func date(ofEpoch number: Int64) -> Date {
        let scale: Double =
            switch number.magnitude {
            case ..<100_000_000_000: 1
            case ..<100_000_000_000_000: 1e3
            case ..<100_000_000_000_000_000: 1e6
            default: 1e9
            }
        return Date(timeIntervalSince1970: Double(number) / scale)
    }
}
