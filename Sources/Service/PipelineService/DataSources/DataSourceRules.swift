import PipelineAPI
import PipelineEngine

/// The batch document's rules of where the files of a data source are and what they are.
enum DataSourceRules {
    static func check(
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

    /// Checks that files of lines are declared with the column they have.
    static func checkLines(
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
}
