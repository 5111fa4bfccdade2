import PipelineAPI
import PipelineEngine

/// The batch document's rules of a job's definition, given the jobs and data sources it is connected with.
struct JobRules: Sendable {
    let job: String
    let definition: JobDefinition
    let dependencies: JobDependencies

    func check() throws(APIError) {
        try checkSources()
        try checkComputation()
        _ = try JobSchedule(definition.scheduler)
        if definition.scheduler.type == .depend {
            try checkDepend()
        } else {
            try checkContainer()
            try checkParameters()
        }
        try checkTableNames()
    }

    private func checkSources() throws(APIError) {
        guard !definition.srcs.isEmpty else {
            throw APIError(.invalidBatchSpec, "the job has no 'srcs': give at least one")
        }
        for source in definition.srcs {
            try checkExists(source)
            guard JobRules.isTableName(source.tableName) else {
                throw APIError(
                    .invalidBatchSpec,
                    "'\(source.tableName)' is not a table name: begin with a letter, then letters, "
                        + "digits and '_', at most 128"
                )
            }
        }
    }

    private func checkExists(_ source: JobSource) throws(APIError) {
        switch source.type {
        case .dataSource:
            guard dependencies.sources[source.name] == nil else { return }
            throw APIError(
                .jobSourceNotFound,
                "no data source named '\(source.name)'"
                    + hint(for: source)
            )
        case .job:
            guard source.name != job, dependencies.jobs[source.name] != nil else {
                throw APIError(
                    .jobSourceNotFound,
                    "no other job named '\(source.name)'"
                        + hint(for: source)
                )
            }
            guard !upstreams(of: source.name).contains(where: { $0.name == job }) else {
                throw APIError(
                    .invalidBatchSpec,
                    "job '\(source.name)' depends on '\(job)' already: a circle cannot run"
                )
            }
        default:
            throw APIError(
                .invalidBatchSpec,
                "source type '\(source.type)' is unknown: use DataSource or Job"
            )
        }
    }

    private func hint(for source: JobSource) -> String {
        NearestName.hint(for: source.name, among: dependencies.others[source.type] ?? [])
    }

    private func checkComputation() throws(APIError) {
        guard definition.computation.type.lowercased() == "sql" else {
            throw APIError(
                .invalidBatchSpec,
                "computation type '\(definition.computation.type)' is unknown: use SQL"
            )
        }
        guard definition.computation.code.contains(where: { !$0.isWhitespace }) else {
            throw APIError(.invalidJobSQL, "'computation.code' is empty: give a SELECT")
        }
    }

    private func checkDepend() throws(APIError) {
        guard definition.srcs.count(where: { $0.type == .job }) == 1 else {
            throw APIError(
                .invalidBatchSpec,
                "a depend job reads exactly one job: give one source of type Job"
            )
        }
        guard definition.container == nil, definition.params?.isEmpty ?? true else {
            throw APIError(
                .invalidBatchSpec,
                "a depend job takes container and params from its upstream: leave them out"
            )
        }
    }

    private func checkContainer() throws(APIError) {
        guard let container = definition.container else {
            throw APIError(.invalidBatchSpec, "the job has no 'container': give type and count")
        }
        guard Container.jobTypes.contains(container.type), let cores = container.cores else {
            throw APIError(
                .invalidContainerType,
                "container type '\(container.type)' is unknown: use "
                    + Container.jobTypes.joined(separator: ", ")
            )
        }
        guard container.count >= 1,
            container.count <= Container.mostJobCores / cores
        else {
            throw APIError(
                .invalidContainerCount,
                "\(container.count) × \(container.type) is not allowed: use 1 to "
                    + "\(Container.mostJobCores / cores), at most \(Container.mostJobCores) U in all"
            )
        }
    }

    private func checkParameters() throws(APIError) {
        var seen: Set<String> = []
        for parameter in definition.params ?? [] {
            if let problem = Identifier.problem(with: parameter.name) ?? tooLong(parameter.name) {
                throw APIError(
                    .wrongJobArguments,
                    "'\(parameter.name)' is not a parameter name: \(problem)"
                )
            }
            guard !Variable.system.contains(where: { $0.name == parameter.name }) else {
                throw APIError(
                    .wrongJobArguments,
                    "'\(parameter.name)' is a variable of the system: choose another name for the parameter"
                )
            }
            if let problem = tooLong(parameter.default) {
                throw APIError(
                    .wrongJobArguments,
                    "the default of parameter '\(parameter.name)' is too long: \(problem)"
                )
            }
            guard seen.insert(parameter.name).inserted else {
                throw APIError(
                    .wrongJobArguments,
                    "parameter '\(parameter.name)' is given twice: name it once"
                )
            }
        }
    }

    private func tooLong(_ text: String) -> String? {
        text.count > 64 ? "use at most 64 characters" : nil
    }

    /// Checks that table names differ within the job, and from those of every upstream and downstream job.
    private func checkTableNames() throws(APIError) {
        var owners: [String: String] = [:]
        for record in dependencies.downstream {
            for source in record.definition.srcs {
                owners[source.tableName.lowercased()] = record.name
            }
        }
        for upstream in definition.srcs where upstream.type == .job {
            for record in upstreams(of: upstream.name) {
                for source in record.definition.srcs {
                    owners[source.tableName.lowercased()] = record.name
                }
            }
        }
        for source in definition.srcs {
            if let owner = owners.updateValue(job, forKey: source.tableName.lowercased()) {
                throw APIError(
                    .duplicateTableName,
                    "table name '\(source.tableName)' is used in job '\(owner)' already: "
                        + "choose another"
                )
            }
        }
    }

    /// Returns a job and every job that it depends on, nearest first.
    private func upstreams(of name: String) -> [JobRecord] {
        var found: [JobRecord] = []
        var seen: Set<String> = []
        var wanted = [name]
        while let next = wanted.popLast() {
            guard seen.insert(next).inserted, let record = dependencies.jobs[next] else { continue }
            found.append(record)
            wanted += record.definition.srcs.filter { $0.type == .job }.map(\.name)
        }
        return found
    }

    /// The job's parameters; for a depend job, those of the nearest upstream job that is not one.
    var inheritedParameters: [String: String] {
        let definitions =
            [definition]
            + definition.srcs.filter { $0.type == .job }.flatMap { upstreams(of: $0.name) }
            .map(\.definition)
        let own = definitions.first { $0.scheduler.type != .depend } ?? definition
        return Dictionary(
            (own.params ?? []).map { ($0.name, $0.default) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The tables with their columns and without files, for checking the SQL.
    var emptyTables: [InputTable] {
        definition.srcs.map { source in
            let declared =
                source.type == .job
                ? dependencies.jobs[source.name]?.schema : columns(of: source.name)
            return InputTable(
                name: source.tableName,
                files: InputFiles(paths: [], format: .parquet),
                schema: declared ?? []
            )
        }
    }

    /// Returns the columns that a run reads from a data source: of lines of text the one they have.
    private func columns(of name: String) -> [SchemaField]? {
        guard let source = dependencies.sources[name] else { return nil }
        return FileSelection.isText(source.spec, source.type)
            ? [SchemaField("text", .string)] : source.schema
    }

    private static func isTableName(_ name: String) -> Bool {
        Identifier.problem(with: name) == nil && name.first != "_"
    }
}
