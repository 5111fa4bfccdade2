import PipelineAPI
import PipelineEngine

/// The streaming document's rules of a transform's spec.
struct TransformRules: Sendable {
    let engine: any SQLEngine
    let spec: TransformSpec

    /// Returns a spec without the values that clients write for "not set": empty texts, a container
    /// without a type.
    static func normalized(_ spec: TransformSpec) -> TransformSpec {
        var spec = spec
        if spec.plugin?.name.isEmpty == true { spec.plugin = nil }
        if spec.mode?.isEmpty == true { spec.mode = nil }
        if spec.code?.isEmpty == true { spec.code = nil }
        if spec.interval?.isEmpty == true { spec.interval = nil }
        if spec.whence?.rawValue.isEmpty == true { spec.whence = nil }
        if spec.container?.type.isEmpty == true { spec.container = nil }
        if spec.destrepo?.isEmpty == true { spec.destrepo = nil }
        return spec
    }

    func check() throws(APIError) {
        if let mode = spec.mode, mode.lowercased() != "sql" {
            throw APIError(.unsupportedTransformType, "mode '\(mode)' is not supported: use sql")
        }
        guard spec.plugin != nil || spec.code != nil || spec.mode != nil else {
            throw APIError(
                .invalidTransform,
                "the transform has neither 'code' nor 'plugin': give at least one of them"
            )
        }
        if spec.plugin == nil || spec.code != nil, spec.sql == nil {
            throw APIError(.invalidTransformSQL, "'code' is empty: give a SELECT")
        }
        guard spec.intervalSeconds != nil else {
            let known = TransformSpec.intervals.map(\.key).joined(separator: ", ")
            throw APIError(
                .invalidInterval,
                "interval '\(spec.interval ?? "")' is not allowed: use \(known)"
            )
        }
        if let whence = spec.whence, !whence.isKnown {
            throw APIError(
                .invalidTransform,
                "whence '\(whence)' is unknown: use \(Whence.listing)"
            )
        }
        if let container = spec.container { try Rules.check(container) }
        try checkOutput()
    }

    private func checkOutput() throws(APIError) {
        for field in spec.plugin?.output ?? [] {
            let types: [ValueType] = [.string, .long, .float]
            guard types.contains(field.type ?? .string) else {
                throw APIError(
                    .invalidPluginOutput,
                    "type '\(field.type ?? .string)' of output field '\(field.name)' is not supported: "
                        + "use string, long or float"
                )
            }
            if let problem = Identifier.problem(with: field.name) {
                throw APIError(
                    .invalidPluginOutput,
                    "'\(field.name)' is not a name of an output field: \(problem)"
                )
            }
        }
    }

    /// Returns the fields of the result.
    ///
    /// Throws `E18209` with the engine's message.
    func columns(
        over repo: RepoRecord
    ) async throws(APIError) -> (fields: [SchemaField], names: ResultNames?) {
        let input = spec.plugin?.fields ?? repo.repo.storedFields
        guard let sql = spec.sql else { return (input, nil) }
        do throws(APIError) {
            let (fields, names) = try await engine.resultFields(
                of: sql,
                tables: tables(over: repo)
            )
            return (try Schema(fields).fields, names)
        } catch {
            guard error.code != .internalError else { throw error }
            throw APIError(.invalidTransformSQL, error.message)
        }
    }

    /// Returns the tables of the SQL, without files.
    func tables(over repo: RepoRecord) -> [InputTable] {
        let input = spec.plugin?.fields ?? repo.repo.storedFields
        let files = InputFiles(paths: [], format: .parquet)
        return StreamTable.names(ofRepo: repo.name).map { name in
            InputTable(name: name, files: files, schema: input)
        }
    }

    /// Returns the first field of a destination that the columns lack, or that has another type there.
    static func firstLost(
        of fields: [SchemaField],
        among columns: [SchemaField]
    ) -> String? {
        fields.first { field in
            !columns.contains { $0.key == field.key && fits($0, field) }
        }?.key
    }

    /// Returns the first column for which a destination has no field of its type.
    static func firstUnfit(
        among columns: [SchemaField],
        into fields: [SchemaField]
    ) -> SchemaField? {
        columns.first { column in
            !fields.contains { $0.key == column.key && fits(column, $0) }
        }
    }

    /// Whether a column fits a field: a text column fits every field that is stored as text, an integer
    /// every number.
    private static func fits(_ column: SchemaField, _ field: SchemaField) -> Bool {
        if column.valtype == .long, field.valtype == .float { return true }
        if column.valtype == .string { return [.string, .ip, .jsonString].contains(field.valtype) }
        return column.valtype == field.valtype && column.elemtype == field.elemtype
    }
}
