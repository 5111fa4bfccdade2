import PipelineAPI

/// Which field of the destination comes from where, as an export's spec says.
///
/// Each type writes it under its own names; nested documents become paths.
struct ExportMapping: Equatable {
    /// The fields that one member of the spec maps, such as `tags`; in the order of their names.
    struct Group: Equatable {
        let name: String
        let rows: [Row]
    }

    struct Row: Equatable {
        /// The destination's field; nested ones are joined by points.
        let destination: String
        let source: Source
    }

    enum Source: Equatable {
        /// `#field`: the value of a field of the repo or of the job's result.
        case field(String)
        /// The same value for every point.
        case constant(JSONValue)
    }

    let groups: [Group]
    /// The members of the spec that are not part of the mapping.
    let facts: [String: JSONValue]

    init(of type: ExportType, spec: JSONValue) {
        guard case .object(let members) = spec else {
            (groups, facts) = ([], [:])
            return
        }
        let names = ExportMapping.members(of: type)
        groups = names.compactMap { name in
            guard let value = members[name], value != .null, value != "" else { return nil }
            let isSingle = if case .object = value { false } else { true }
            let rows = ExportMapping.rows(of: value, at: isSingle ? name : "")
            return rows.isEmpty ? nil : Group(name: name, rows: rows)
        }
        facts = members.filter { !names.contains($0.key) }
    }

    private static func members(of type: ExportType) -> [String] {
        switch type {
        case .http: []
        case .tsdb: ["tags", "fields", "timestamp"]
        case .logdb, .mongo, .mongodb: ["doc"]
        case .kodo, .hdfs: ["fields"]
        case .report: ["columns"]
        default: ["tags", "fields", "columns", "doc"]
        }
    }

    private static func rows(of value: JSONValue, at path: String) -> [Row] {
        switch value {
        case .object(let members) where !members.isEmpty || path.isEmpty:
            members.sorted { $0.key < $1.key }.flatMap {
                rows(of: $0.value, at: path.isEmpty ? $0.key : "\(path).\($0.key)")
            }
        case .string(let text):
            [Row(destination: path, source: source(text))]
        default: [Row(destination: path, source: .constant(value))]
        }
    }

    private static func source(_ text: String) -> Source {
        FieldReference.name(in: text).map(Source.field) ?? .constant(.string(text))
    }
}
