import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// What the files of a data source say of its schema.
struct SourceFiles {
    let files: FileSelection
    let engines: Engines
    /// The variables that prefixes and filters may have; a job's parameters are not among them.
    let scope: VariableScope

    /// Returns the fields of the files of a source.
    func fields(
        of spec: DataSourceSpec,
        type: DataSourceType
    ) async throws(APIError) -> [SchemaField] {
        let copies = files.newCopiesPath()
        defer { try? FileManager.default.removeItem(atPath: copies) }
        guard let input = try await existing(spec, type: type, copiesIn: copies) else {
            return [SchemaField("text", .string)]
        }
        let found = try await engine(of: type).inferSchema(of: input)
        guard !found.isEmpty else {
            throw APIError(
                .fileFormatMismatch,
                "the files of \(files.description(of: spec, type: type)) have nothing in them that names a field: "
                    + "declare the schema, or put data in them first"
            )
        }
        return found
    }

    /// Checks that the files have the fields of a schema, and that every value fits it.
    ///
    /// What the rules of schemas refuse is refused before the values are read, which takes as long as the files are
    /// large.
    func check(
        _ schema: [SchemaField],
        _ spec: DataSourceSpec,
        type: DataSourceType,
        keeping known: [SchemaField] = []
    ) async throws(APIError) {
        try FileSchemaRules.checkTypes(of: schema, orAs: known, orAmong: FileSchemaRules.inferred)
        let copies = files.newCopiesPath()
        defer { try? FileManager.default.removeItem(atPath: copies) }
        guard let input = try await existing(spec, type: type, copiesIn: copies) else { return }
        let engine = engine(of: type)
        let found = try await engine.inferSchema(of: input)
        // Empty files have no fields to compare.
        if !found.isEmpty { try SourceFiles.check(declared: schema, against: found) }
        try FileSchemaRules.checkTypes(of: schema, orAs: found + known)
        try await engine.verify(InputTable(name: "files", files: input, schema: schema))
    }

    /// Checks the range of times of a domain's logs; a job's parameters may be in the prefixes of the other types.
    func checkFilter(of spec: DataSourceSpec, type: DataSourceType) throws(APIError) {
        guard type == .fusion else { return }
        let source = DataSource(region: Region.known[0], type: type, spec: spec)
        try files.check(source, filter: "", scope: scope)
    }

    /// Returns the files of a source; `nil` for the logs of a domain, which are lines of text whatever they contain.
    private func existing(
        _ spec: DataSourceSpec,
        type: DataSourceType,
        copiesIn copies: String
    ) async throws(APIError) -> InputFiles? {
        if type == .fusion { return nil }
        let source = DataSource(region: Region.known[0], type: type, spec: spec)
        let found = try await files.existingFiles(
            of: source,
            scope: scope,
            copiesIn: copies,
            by: engine(of: type)
        )
        guard let input = found else {
            throw APIError(
                .bucketNotFound,
                "no bucket named '\(spec.bucket ?? "")': check the name"
            )
        }
        guard !input.paths.isEmpty else {
            throw APIError(
                .dataSourceHasNoFiles,
                "no file matches \(files.description(of: spec, type: type)): check the names, or set noVerifySchema"
            )
        }
        return input
    }

    private func engine(of type: DataSourceType) -> any SQLEngine {
        engines.engine(ofSource: type, on: files.hdfs())
    }

    private static func check(
        declared: [SchemaField],
        against found: [SchemaField]
    ) throws(APIError) {
        let names = Set(found.map(\.key))
        for field in declared where !names.contains(field.key) {
            throw APIError(
                .incompatibleSourceSchema,
                "field '\(field.key)' is not in the files, which have "
                    + "\(found.map(\.key).joined(separator: ", ")): correct the schema, "
                    + "or set noVerifySchema"
            )
        }
    }
}
