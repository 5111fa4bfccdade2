import PipelineAPI
import PipelineEngine

/// The rules of data sources, and schema inference.
struct DataSourceService: Sendable {
    let store: any Store
    let files: FileSelection
    let engines: Engines
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
        try DataSourceRules.check(body.spec, type: body.type)
        // Checked before the files are read, which starts a process.
        guard try await store.dataSource(named: call.dataSource.description) == nil else {
            throw taken(call.dataSource)
        }
        let source = DataSource(
            name: call.dataSource.description,
            region: body.region,
            type: body.type,
            spec: body.spec,
            schema: try await checkedSchema(body, context).map(\.sayingRequired),
            noVerifySchema: body.noVerifySchema
        )
        return try await lock.holding { () async throws(APIError) -> Nothing in
            var source = source
            source.workflow = try await gate.joining(body.workflow)
            guard try await store.insert(source) else { throw taken(call.dataSource) }
            return Nothing()
        }
    }

    /// Returns the schema that a new source gets: the declared one, or that of its files.
    private func checkedSchema(
        _ body: CreateDataSource.Body,
        _ context: RequestContext
    ) async throws(APIError) -> [SchemaField] {
        let sourceFiles = try await sourceFiles(context)
        let schema = body.schema ?? []
        try sourceFiles.checkFilter(of: body.spec, type: body.type)
        try DataSourceRules.checkLines(schema, body.spec, type: body.type)
        guard !schema.isEmpty else {
            return try await sourceFiles.fields(of: body.spec, type: body.type)
        }
        // A domain's logs come later: the schema is as it is declared.
        if body.noVerifySchema == true || body.type == .fusion {
            try FileSchemaRules.checkTypes(of: schema, orAs: [])
        } else {
            try await sourceFiles.check(schema, body.spec, type: body.type)
        }
        return schema
    }

    private func sourceFiles(_ context: RequestContext) async throws(APIError) -> SourceFiles {
        let scope = VariableScope(
            user: try await store.userVariables(),
            parameters: [:],
            batchTime: context.now,
            zone: files.zone
        )
        return SourceFiles(files: files, engines: engines, scope: scope)
    }

    private func taken(_ name: DataSourceName) -> APIError {
        APIError(.dataSourceExists, "data source '\(name)' exists already: choose another name")
    }

    func update(
        _ call: UpdateDataSource,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let sourceFiles = try await sourceFiles(context)
        let before = try await existing(call.dataSource)
        let after = try await changed(before, by: call.body, sourceFiles)
        // The files are read before the lock is held; what may have changed meanwhile is checked again.
        let isSame = before.spec == after.spec && before.schema == after.schema
        if after.noVerifySchema != true, after.type != .fusion, !isSame {
            try await sourceFiles.check(
                after.schema ?? [],
                after.spec,
                type: after.type,
                keeping: before.schema ?? []
            )
        }
        return try await lock.holding { () async throws(APIError) -> Nothing in
            let now = try await existing(call.dataSource)
            _ = try await store.update(try await changed(now, by: call.body, sourceFiles))
            return Nothing()
        }
    }

    /// Returns a source as a change makes it; throws where the change breaks a rule.
    private func changed(
        _ source: DataSource,
        by body: UpdateDataSource.Body,
        _ sourceFiles: SourceFiles
    ) async throws(APIError) -> DataSource {
        try FileSchemaRules.check(body.schema)
        let fields = source.schema ?? []
        let isUnverified = body.noVerifySchema ?? source.noVerifySchema ?? false
        let possible = isUnverified ? [] : FileSchemaRules.inferred
        try FileSchemaRules.checkTypes(of: body.schema, orAs: fields, orAmong: possible)
        try DataSourceRules.check(body.spec, type: source.type)
        try sourceFiles.checkFilter(of: body.spec, type: source.type)
        try DataSourceRules.checkLines(body.schema, body.spec, type: source.type)
        for field in fields {
            guard let new = body.schema.first(where: { $0.key == field.key }),
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
        var source = source
        source.spec = body.spec
        source.schema = body.schema.map(\.sayingRequired)
        source.noVerifySchema = body.noVerifySchema ?? source.noVerifySchema
        return source
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
        try DataSourceRules.check(call.body.spec, type: call.body.type, isInference: true)
        let found = try await sourceFiles(context).fields(of: call.body.spec, type: call.body.type)
        return InferSchema.Output(schema: found)
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
}
