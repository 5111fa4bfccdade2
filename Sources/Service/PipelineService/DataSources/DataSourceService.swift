import PipelineAPI
import PipelineEngine

/// The rules of data sources, and schema inference.
struct DataSourceService: Sendable {
    let store: any Store
    let files: FileSelection
    let engine: any SQLEngine
    let lock: ChangeLock

    private var gate: WorkflowGate { WorkflowGate(store: store) }

    func create(
        _ call: CreateDataSource,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let body = call.body
        try Rules.checkRegion(body.region)
        try FileSchemaRules.check(body.schema ?? [])
        if body.noVerifySchema == true, body.schema?.isEmpty ?? true { throw Schema.isEmpty }
        try DataSourceService.check(body.spec, type: body.type)
        // Checked before the files are read, which starts a process.
        guard try await store.dataSource(named: call.dataSource.description) == nil else {
            throw taken(call.dataSource)
        }
        var schema = body.schema ?? []
        try await checkFilter(of: body.spec, type: body.type, context)
        try DataSourceService.checkLines(schema, body.spec, type: body.type)
        // A domain's logs come later: the schema is as it is declared.
        let isDeclared = body.type == .fusion && !schema.isEmpty
        if body.noVerifySchema != true, !isDeclared {
            let found = try await check(schema, body.spec, type: body.type, context)
            try FileSchemaRules.checkTypes(of: schema, orAs: found)
            if schema.isEmpty { schema = found }
        } else {
            try FileSchemaRules.checkTypes(of: schema, orAs: [])
        }
        let fields = schema.map(\.sayingRequired)
        return try await lock.holding { () async throws(APIError) -> Nothing in
            let source = DataSource(
                name: call.dataSource.description,
                region: body.region,
                type: body.type,
                spec: body.spec,
                schema: fields,
                workflow: try await gate.joining(body.workflow)
            )
            guard try await store.insert(source) else { throw taken(call.dataSource) }
            return Nothing()
        }
    }

    private func taken(_ name: DataSourceName) -> APIError {
        APIError(.dataSourceExists, "data source '\(name)' exists already: choose another name")
    }

    func update(
        _ call: UpdateDataSource,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Nothing in
            var source = try await existing(call.dataSource)
            try FileSchemaRules.check(call.body.schema)
            try FileSchemaRules.checkTypes(of: call.body.schema, orAs: source.schema ?? [])
            try DataSourceService.check(call.body.spec, type: source.type)
            try await checkFilter(of: call.body.spec, type: source.type, context)
            try DataSourceService.checkLines(call.body.schema, call.body.spec, type: source.type)
            for field in source.schema ?? [] {
                guard let new = call.body.schema.first(where: { $0.key == field.key }),
                    new.valtype == field.valtype
                else {
                    throw APIError(
                        .incompatibleSourceSchema,
                        "field '\(field.key)' (\(field.valtype)) cannot be removed or get another type: "
                            + "keep it, fields can only be added"
                    )
                }
            }
            try await gate.checkNotRunning(source.workflow)
            source.spec = call.body.spec
            source.schema = call.body.schema.map(\.sayingRequired)
            _ = try await store.update(source)
            return Nothing()
        }
    }

    func exists(
        _ call: CheckDataSourceExists,
        _ context: RequestContext
    ) async throws(APIError) -> ExistsResponse {
        ExistsResponse(exist: try await store.dataSource(named: call.dataSource.description) != nil)
    }

    func get(_ call: GetDataSource, _ context: RequestContext) async throws(APIError) -> DataSource
    {
        var source = try await existing(call.dataSource)
        source.name = nil
        return source
    }

    func list(
        _ call: ListDataSources,
        _ context: RequestContext
    ) async throws(APIError) -> ListDataSources.Output {
        ListDataSources.Output(datasources: try await store.dataSources())
    }

    func delete(
        _ call: DeleteDataSource,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let name = call.dataSource.description
        return try await lock.holding { () async throws(APIError) -> Nothing in
            let source = try await existing(call.dataSource)
            try await gate.checkNotRunning(source.workflow)
            if let reader = try await store.jobs(reading: name, .dataSource).first {
                throw APIError(
                    .dataSourceInUse,
                    "data source '\(name)' is read by job '\(reader.name)': delete the job first"
                )
            }
            _ = try await store.deleteDataSource(named: name)
            return Nothing()
        }
    }

    func inferSchema(
        _ call: InferSchema,
        _ context: RequestContext
    ) async throws(APIError) -> InferSchema.Output {
        try DataSourceService.check(call.body.spec, type: call.body.type, isInference: true)
        let found = try await infer(call.body.spec, type: call.body.type, context)
        return InferSchema.Output(schema: found)
    }

    /// Returns the files of a source; `nil` for the logs of a domain, which are lines of text whatever they contain.
    private func existingFiles(
        _ spec: DataSourceSpec,
        type: DataSourceType,
        _ context: RequestContext
    ) async throws(APIError) -> InputFiles? {
        if type == .fusion { return nil }
        let source = DataSource(region: Region.known[0], type: type, spec: spec)
        guard try files.exists(source) else {
            throw APIError(
                .bucketNotFound,
                "no bucket named '\(spec.bucket ?? "")': check the name"
            )
        }
        let scope = VariableScope(
            user: try await store.userVariables(),
            parameters: [:],
            batchTime: context.now,
            zone: files.zone
        )
        let input = try files.files(of: source, filter: "", scope: scope)
        guard !input.paths.isEmpty else {
            throw APIError(
                .dataSourceHasNoFiles,
                "no file matches \(files.description(of: spec, type: type)): check the names, or set noVerifySchema"
            )
        }
        return input
    }

    /// Returns the fields of the files, and checks that every value fits the schema that was declared, if one was.
    private func check(
        _ schema: [SchemaField],
        _ spec: DataSourceSpec,
        type: DataSourceType,
        _ context: RequestContext
    ) async throws(APIError) -> [SchemaField] {
        guard !schema.isEmpty, let input = try await existingFiles(spec, type: type, context) else {
            return try await infer(spec, type: type, context)
        }
        let found = try await engine.inferSchema(of: input)
        // Empty files have no fields to compare.
        if !found.isEmpty { try DataSourceService.check(declared: schema, against: found) }
        try await engine.verify(InputTable(name: "files", files: input, schema: schema))
        return found
    }

    private func infer(
        _ spec: DataSourceSpec,
        type: DataSourceType,
        _ context: RequestContext
    ) async throws(APIError) -> [SchemaField] {
        guard let input = try await existingFiles(spec, type: type, context) else {
            return [SchemaField("text", .string)]
        }
        let found = try await engine.inferSchema(of: input)
        guard !found.isEmpty else {
            throw APIError(
                .fileFormatMismatch,
                "the files of \(files.description(of: spec, type: type)) have nothing in them that names a field: "
                    + "declare the schema, or put data in them first"
            )
        }
        return found
    }

    /// Checks the range of times of a domain's logs; a job's parameters may be in the prefixes of the other types.
    private func checkFilter(
        of spec: DataSourceSpec,
        type: DataSourceType,
        _ context: RequestContext
    ) async throws(APIError) {
        guard type == .fusion else { return }
        let scope = VariableScope(
            user: try await store.userVariables(),
            parameters: [:],
            batchTime: context.now,
            zone: files.zone
        )
        let source = DataSource(region: Region.known[0], type: type, spec: spec)
        try files.check(source, filter: "", scope: scope)
    }

    /// Checks that files of lines are declared with the column they have.
    private static func checkLines(
        _ schema: [SchemaField],
        _ spec: DataSourceSpec,
        type: DataSourceType
    ) throws(APIError) {
        guard type != .fusion, FileSelection.isText(spec, type) else { return }
        for field in schema where field.key != "text" || field.valtype != .string {
            throw APIError(
                .incompatibleSourceSchema,
                "text files have no field '\(field.key)' (\(field.valtype)): their lines are the one field 'text' "
                    + "(string), declare that"
            )
        }
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

    private func existing(_ name: DataSourceName) async throws(APIError) -> DataSource {
        guard let source = try await store.dataSource(named: name.description) else {
            throw try await missing(name)
        }
        return source
    }

    private func missing(_ name: DataSourceName) async throws(APIError) -> APIError {
        let names = try await store.dataSources().compactMap(\.name)
        return APIError(
            .dataSourceNotFound,
            "no data source named '\(name)'" + NearestName.hint(for: name.description, among: names)
        )
    }

    private static func check(
        _ spec: DataSourceSpec,
        type: DataSourceType,
        isInference: Bool = false
    ) throws(APIError) {
        switch type {
        case .kodo:
            guard let bucket = spec.bucket, Rules.isBucket(bucket) else {
                throw APIError(
                    .invalidBatchSpec,
                    "bucket '\(spec.bucket ?? "")' is not a bucket name: use 4 to 63 letters, "
                        + "digits and '-'"
                )
            }
            try checkPaths(spec.keyPrefixes ?? [])
        case .hdfs:
            guard let paths = spec.paths, !paths.isEmpty else {
                throw APIError(.invalidBatchSpec, "'spec.paths' is empty: give at least one path")
            }
            try checkPaths(paths)
        case .fusion where spec.domains == nil && isInference: return
        case .fusion:
            guard spec.domains?.count == 1 else {
                throw APIError(
                    .invalidBatchSpec,
                    "a fusion source has \(spec.domains?.count ?? 0) domains: give exactly one"
                )
            }
        default:
            throw APIError(
                .invalidBatchSpec,
                "data source type '\(type)' is unknown: use \(DataSourceType.listing)"
            )
        }
        if type != .fusion { try checkFileType(of: spec) }
    }

    private static func checkFileType(of spec: DataSourceSpec) throws(APIError) {
        guard let fileType = spec.fileType, DataSourceSpec.fileTypes.contains(fileType) else {
            throw APIError(
                .invalidBatchSpec,
                "file type '\(spec.fileType ?? "")' is unknown: use "
                    + DataSourceSpec.fileTypes.joined(separator: ", ")
            )
        }
        if fileType == "csv", spec.delimiter?.isEmpty ?? true {
            throw APIError(.invalidBatchSpec, "csv files have no 'spec.delimiter': give one")
        }
        if fileType == "csv",
            let problem = CSVDelimiter.problem(with: spec.delimiter ?? "", atMost: 4)
        {
            throw APIError(.invalidBatchSpec, problem)
        }
        if fileType == "csv", spec.containsHeader == nil {
            throw APIError(
                .invalidBatchSpec,
                "csv files have no 'spec.containsHeader': say true or false"
            )
        }
    }

    private static func checkPaths(_ paths: [String]) throws(APIError) {
        for path in paths where path.count > 128 || path.contains(where: { "\\<>".contains($0) }) {
            throw APIError(
                .invalidPathCharacter,
                "'\(path)' is not a path: use at most 128 characters, none of \\ < >"
            )
        }
    }
}
